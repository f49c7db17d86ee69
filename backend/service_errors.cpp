// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/service_errors.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "backend/recipients.hpp"

namespace voipnow {
namespace {

struct Code {
    std::string_view code;
    JobEnd end;
    std::string_view sentence;
};

constexpr std::array<Code, 6> kBadRequests{{
    {"fx_recipients_invalid", JobEnd::kHeld,
     "The service refuses a recipient, or takes fewer of them at once than max-recipients in voipnow.conf "
     "says."},
    {"fx_file_invalid", JobEnd::kCanceled, "The service refuses the pages as a file that it cannot fax."},
    {"fx_max_files_reached", JobEnd::kCanceled,
     "The service takes fewer files at once than max-files in voipnow.conf says."},
    {"user_invalid", JobEnd::kCanceled,
     "The service does not know the user of the device URI, or it may not fax from this extension. The "
     "administrator "
     "has to correct the device URI of this printer."},
    {"extension_invalid", JobEnd::kCanceled,
     "The service does not know the extension of the device URI, or fax is not enabled for it. The "
     "administrator has "
     "to correct the device URI of this printer, or enable fax for the extension."},
    {"internal_server_error", JobEnd::kCanceled, "The service failed with an error of its own."},
}};

struct ServiceError {
    std::string code;
    std::string message;
};

std::string textMember(const rapidjson::Value& object, const char* name) {
    const auto member = object.FindMember(name);
    return member != object.MemberEnd() && member->value.IsString() ? member->value.GetString() : "";
}

ServiceError parsed(const std::string& body) {
    rapidjson::Document parsing;
    const rapidjson::Value& answer = parsing.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
    if (parsing.HasParseError() || !answer.IsObject()) {
        return {};
    }
    const auto error = answer.FindMember("error");
    if (error == answer.MemberEnd() || !error->value.IsObject()) {
        return {};
    }
    return {textMember(error->value, "code"), textMember(error->value, "message")};
}

// " (extension_invalid: No such extension)", or the HTTP status where the service gave no words.
std::string inItsWords(const ServiceError& error, int status) {
    if (error.code.empty()) {
        return " (HTTP " + std::to_string(status) + ")";
    }
    return " (" + error.code + (error.message.empty() ? "" : ": " + error.message) + ")";
}

JobError badRequest(const ServiceError& error, const std::vector<std::string>& recipients) {
    const auto* const known = std::find_if(kBadRequests.begin(), kBadRequests.end(),
                                           [&error](const Code& row) { return row.code == error.code; });
    if (known == kBadRequests.end()) {
        return {JobEnd::kCanceled, "The service refuses the fax" + inItsWords(error, 400) + "."};
    }
    std::string sentence(known->sentence);
    sentence += inItsWords(error, 400);
    if (known->end == JobEnd::kHeld) {
        sentence += ". Nothing was sent to " + listed(recipients) +
                    ". Check the numbers, give the right ones with "
                    "-o phone=… and release the job.";
    }
    return {known->end, sentence};
}

}  // namespace

JobError refusalOf(const HttpsAnswer& answer, const DeviceUri& device,
                   const std::vector<std::string>& recipients) {
    const ServiceError error = parsed(answer.body);
    const std::string words = inItsWords(error, answer.status);
    const std::string service = device.authority();
    if (answer.status == 204) {
        return {JobEnd::kHeld,
                "The service answered that there is no fax to be sent to " + listed(recipients) +
                    ", so nothing was sent. Ask the administrator of the PBX, then release the job."};
    }
    if (answer.status == 400) {
        return badRequest(error, recipients);
    }
    if (answer.status == 401 || answer.status == 403) {
        return {JobEnd::kQueueStopped,
                service + " does not accept the credentials for extension " + device.extension + words +
                    ". Check them in voipnow.conf, then start the queue again with cupsenable."};
    }
    if (answer.status == 501) {
        return {JobEnd::kRetriedLater, service + " does not know how to create faxes" + words +
                                           ": wrong host in the device URI, or a PBX without UnifiedAPI v5."};
    }
    if (answer.status >= 500 || answer.status == 429) {
        return {JobEnd::kRetriedLater, service + " cannot take faxes now" + words + "."};
    }
    return {JobEnd::kHeld, service + " does not answer like a Faxes Service" + words +
                               "; nothing was sent. Check the host in the device URI, then release the job."};
}

}  // namespace voipnow
