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
    std::string_view sentence;
};

constexpr std::string_view kRecipientsInvalid = "fx_recipients_invalid";

constexpr std::array<Code, 5> kBadRequests{{
    {"fx_file_invalid", "The service refuses the pages as a file that it cannot fax."},
    {"fx_max_files_reached", "The service takes fewer files at once than max-files in voipnow.conf says."},
    {"user_invalid",
     "The service does not know the user of the device URI, or it may not fax from this extension. The "
     "administrator "
     "has to correct the device URI of this printer."},
    {"extension_invalid",
     "The service does not know the extension of the device URI, or fax is not enabled for it. The "
     "administrator has "
     "to correct the device URI of this printer, or enable fax for the extension."},
    {"internal_server_error", "The service failed with an error of its own."},
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

[[noreturn]] void throwBadRequest(const ServiceError& error, const std::vector<std::string>& recipients) {
    const auto* const known = std::find_if(kBadRequests.begin(), kBadRequests.end(),
                                           [&error](const Code& row) { return row.code == error.code; });
    const std::string words = inItsWords(error, 400);
    if (error.code == kRecipientsInvalid) {
        throw RecipientsRefused("The service refuses " + listed(recipients) + words + '.');
    }
    if (known == kBadRequests.end()) {
        throw JobError(JobEnd::kCanceled, "The service refuses the fax" + words + ".");
    }
    throw JobError(JobEnd::kCanceled, std::string(known->sentence) + words);
}

}  // namespace

std::string errorCodeOf(const HttpsAnswer& answer) {
    return parsed(answer.body).code;
}

void throwRefusal(const HttpsAnswer& answer, const DeviceUri& device,
                  const std::vector<std::string>& recipients) {
    const ServiceError error = parsed(answer.body);
    const std::string words = inItsWords(error, answer.status);
    const std::string service = device.authority();
    if (answer.status == 204) {
        throw JobError(JobEnd::kHeld,
                       "The service answered that there is no fax to be sent to " + listed(recipients) +
                           ", so nothing was sent. Ask the administrator of the PBX, then release the job.");
    }
    if (answer.status == 400) {
        throwBadRequest(error, recipients);
    }
    if (answer.status == 401 || answer.status == 403) {
        throw JobError(
            JobEnd::kQueueStopped,
            service + " does not accept the credentials for extension " + device.extension + words +
                ". The administrator has to check them in voipnow.conf, and that the App may fax from this "
                "extension.");
    }
    if (answer.status == 501) {
        throw JobError(
            JobEnd::kRetriedLater,
            service + " does not know how to create faxes" + words +
                ": the administrator has to check the host in the device URI, and that the PBX has "
                "UnifiedAPI v5.",
            Waits::kUntilItIsMended);
    }
    if (answer.status >= 500 || answer.status == 429) {
        throw NoAnswer(service + " cannot take faxes now" + words + ".", false, answer.retryAfter,
                       Waits::kUntilItIsMended);
    }
    throw JobError(JobEnd::kHeld,
                   service + " does not answer like a Faxes Service" + words +
                       "; nothing was sent. Correct the host in the device URI of this printer.",
                   Waits::kUntilItIsMended);
}

}  // namespace voipnow
