// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/emulator_client.hpp"

#include <httplib.h>
#include <rapidjson/document.h>
#include <strings.h>

#include <stdexcept>

#include "tests/end_to_end/build_paths.hpp"

namespace voipnow::end_to_end {
namespace {

constexpr std::chrono::seconds kLongestStart{30};
constexpr int kLongestWait = 30;  // seconds until a fax is there

rapidjson::Document parsed(const std::string& text) {
    rapidjson::Document json;
    // Numbers as they are spelled.
    json.Parse<rapidjson::kParseNumbersAsStringsFlag>(text);
    if (json.HasParseError() || !json.IsObject()) {
        throw std::runtime_error("the emulator's answer is no JSON object: " + text);
    }
    return json;
}

const rapidjson::Value& member(const rapidjson::Value& object, const char* name) {
    const auto found = object.FindMember(name);
    if (found == object.MemberEnd()) {
        throw std::runtime_error(std::string("the emulator's answer has no ") + name);
    }
    return found->value;
}

std::string textOf(const rapidjson::Value& object, const char* name) {
    const rapidjson::Value& value = member(object, name);
    return value.IsString() ? value.GetString() : "";
}

std::int64_t numberOf(const rapidjson::Value& object, const char* name) {
    const std::string text = textOf(object, name);
    return text.empty() ? 0 : std::stoll(text);
}

Headers headersOf(const rapidjson::Value& object) {
    Headers headers;
    for (const rapidjson::Value& header : member(object, "headers").GetArray()) {
        headers.emplace_back(header[0].GetString(), header[1].GetString());
    }
    return headers;
}

ReceivedFile fileOf(const rapidjson::Value& json) {
    return {textOf(json, "name"),           textOf(json, "contentType"),
            numberOf(json, "declaredSize"), numberOf(json, "receivedSize"),
            numberOf(json, "uploads"),      textOf(json, "path"),
            numberOf(json, "pages"),        headersOf(json)};
}

ReceivedFax faxOf(const rapidjson::Value& json) {
    ReceivedFax fax;
    fax.id = textOf(json, "id");
    fax.user = textOf(json, "user");
    fax.extension = textOf(json, "extension");
    for (const rapidjson::Value& recipient : member(json, "recipients").GetArray()) {
        fax.recipients.emplace_back(recipient.GetString());
    }
    fax.state = textOf(json, "state");
    for (const rapidjson::Value& file : member(json, "files").GetArray()) {
        fax.files.push_back(fileOf(file));
    }
    fax.pages = numberOf(json, "pages");
    return fax;
}

std::vector<ReceivedFax> faxesOf(const std::string& text) {
    std::vector<ReceivedFax> faxes;
    const rapidjson::Document json = parsed(text);
    for (const rapidjson::Value& fax : member(json, "faxes").GetArray()) {
        faxes.push_back(faxOf(fax));
    }
    return faxes;
}

// The port at the end of "http://127.0.0.1:PORT/".
int portOf(const std::string& url) {
    return std::stoi(url.substr(url.rfind(':') + 1));
}

}  // namespace

std::string headerOf(const Headers& headers, const std::string& name) {
    std::string values;
    for (const auto& [headerName, value] : headers) {
        if (strcasecmp(headerName.c_str(), name.c_str()) == 0) {
            values += (values.empty() ? "" : ",") + value;
        }
    }
    return values;
}

EmulatorClient::EmulatorClient(const std::filesystem::path& directory)
    : process_({kEmulatorProgram, "--directory", directory.string()}, directory.string() + ".log") {
    const rapidjson::Document json = parsed(process_.readLine(kLongestStart));
    api_ = textOf(json, "api");
    inboxPort_ = portOf(textOf(json, "inbox"));
    certificateAuthority_ = textOf(json, "ca");
    appKey_ = textOf(json, "app-key");
    appSecret_ = textOf(json, "app-secret");
    token_ = textOf(json, "token");
}

std::vector<ReceivedFax> EmulatorClient::faxes() const {
    return faxesOf(get("/api/faxes?measured=no"));
}

std::map<std::string, int> EmulatorClient::faxesByNumber() const {
    std::map<std::string, int> counts;
    for (const ReceivedFax& fax : faxes()) {
        for (const std::string& recipient : fax.recipients) {
            counts[recipient] += fax.state == "sent" ? 1 : 0;
        }
    }
    return counts;
}

std::vector<ReceivedFax> EmulatorClient::waitForFaxes(int count) const {
    const std::string target =
        "/api/wait?faxes=" + std::to_string(count) + "&measured=no&seconds=" + std::to_string(kLongestWait);
    return faxesOf(get(target.c_str()));
}

std::vector<SeenRequest> EmulatorClient::requests() const {
    std::vector<SeenRequest> requests;
    const rapidjson::Document json = parsed(get("/api/requests"));
    for (const rapidjson::Value& request : member(json, "requests").GetArray()) {
        requests.push_back({textOf(request, "server"), textOf(request, "method"), textOf(request, "target"),
                            headersOf(request), request.HasMember("body") ? textOf(request, "body") : "",
                            numberOf(request, "status")});
    }
    return requests;
}

std::vector<SeenRequest> EmulatorClient::requests(const std::string& method,
                                                  const std::string& target) const {
    std::vector<SeenRequest> chosen;
    for (SeenRequest& request : requests()) {
        if (request.method == method && request.target.compare(0, target.size(), target) == 0) {
            chosen.push_back(std::move(request));
        }
    }
    return chosen;
}

void EmulatorClient::changeSettings(const std::string& json) const {
    post("/api/settings", json);
}

void EmulatorClient::orderFault(const std::string& json) const {
    post("/api/faults", json);
}

void EmulatorClient::clearFaults() const {
    httplib::Client client("127.0.0.1", inboxPort_);
    const httplib::Result answer = client.Delete("/api/faults");
    if (!answer || answer->status != 200) {
        throw std::runtime_error("the emulator does not forget its faults");
    }
}

void EmulatorClient::revokeTokens() const {
    post("/api/revoke-tokens", "{}");
}

std::string EmulatorClient::get(const char* target) const {
    httplib::Client client("127.0.0.1", inboxPort_);
    client.set_read_timeout(kLongestWait + 10);
    const httplib::Result answer = client.Get(target);
    if (!answer || answer->status != 200) {
        throw std::runtime_error(std::string("the emulator answered ") + target + " with " +
                                 (answer ? std::to_string(answer->status) + " " + answer->body : "nothing"));
    }
    return answer->body;
}

void EmulatorClient::post(const char* target, const std::string& body) const {
    httplib::Client client("127.0.0.1", inboxPort_);
    const httplib::Result answer = client.Post(target, body, "application/json");
    if (!answer || answer->status != 200) {
        throw std::runtime_error(std::string("the emulator answered ") + target + " with " +
                                 (answer ? std::to_string(answer->status) + " " + answer->body : "nothing"));
    }
}

}  // namespace voipnow::end_to_end
