// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_service.hpp"

#include <curl/curl.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <string_view>

#include "backend/job_error.hpp"
#include "backend/service_errors.hpp"

namespace voipnow {
namespace {

constexpr const char* kPdf = "application/pdf";
constexpr std::size_t kLongestId = 64;
constexpr std::size_t kLongestUrl = 8192;
constexpr std::size_t kMostHeaders = 32;

[[noreturn]] void unusable(const std::string& why) {
    throw JobError(JobEnd::kHeld,
                   "The service took the fax and then answered what cannot be used (" + why +
                       "); nothing was sent. Tell the administrator of the PBX, then release the job.");
}

// Strings, and numbers as the service spelt them (kParseNumbersAsStringsFlag gives both as strings).
std::string textMember(const rapidjson::Value& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString()) {
        return {};
    }
    return {member->value.GetString(), member->value.GetStringLength()};
}

bool isPrintableAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

bool isHeaderName(std::string_view name) {
    constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [kTokenMarks](unsigned char c) {
        return std::isalnum(c) != 0 || kTokenMarks.find(static_cast<char>(c)) != std::string_view::npos;
    });
}

bool isHeaderValue(std::string_view value) {
    return std::none_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// These are the client's to say: from the answer they would change where or how the file goes.
bool isOurs(const std::string& name) {
    constexpr std::array<std::string_view, 7> kOurs{
        "host", "content-length", "transfer-encoding", "authorization", "connection", "cookie", "expect"};
    return std::find(kOurs.begin(), kOurs.end(), lowered(name)) != kOurs.end();
}

std::string checkedUrl(const std::string& url) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), &curl_url_cleanup);
    char* login = nullptr;
    if (url.size() > kLongestUrl || !isPrintableAscii(url) || lowered(url.substr(0, 8)) != "https://" ||
        curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
        unusable("a place to upload to that is no https URL");
    }
    if (curl_url_get(parts.get(), CURLUPART_USER, &login, 0) == CURLUE_OK) {
        curl_free(login);
        unusable("a place to upload to with a login in it");
    }
    return url;
}

// X-Amz-SignedHeaders of the URL names all headers that the signature covers.
bool signsContentType(const std::string& url) {
    const std::string query = lowered(url);
    const std::size_t at = query.find("x-amz-signedheaders=");
    return at != std::string::npos &&
           query.substr(at, query.find('&', at) - at).find("content-type") != std::string::npos;
}

std::vector<std::string> headerLines(const rapidjson::Value& file, const std::string& url) {
    std::vector<std::string> lines;
    bool hasContentType = false;
    const auto headers = file.FindMember("redirectHeaders");
    if (headers != file.MemberEnd() && headers->value.IsObject()) {
        for (const auto& header : headers->value.GetObject()) {
            const std::string name(header.name.GetString(), header.name.GetStringLength());
            if (!header.value.IsString()) {
                unusable("a header \"" + name + "\" that is neither text nor a number");
            }
            const std::string value(header.value.GetString(), header.value.GetStringLength());
            if (!isHeaderName(name) || !isHeaderValue(value) || isOurs(name)) {
                unusable("a header \"" + name + "\" that cannot be sent");
            }
            // To libcurl "Name:" means to leave the header out; "Name;" sends it without a value.
            lines.push_back(value.empty() ? name + ';' : name + ": " + value);
            hasContentType = hasContentType || lowered(name) == "content-type";
        }
    } else if (headers != file.MemberEnd() && !(headers->value.IsArray() && headers->value.Empty())) {
        unusable("headers that are no list of names and values");
    }
    if (lines.size() > kMostHeaders) {
        unusable("too many headers");
    }
    if (!hasContentType && signsContentType(url)) {
        lines.push_back(std::string("Content-Type: ") + kPdf);
    }
    return lines;
}

PresignedUpload parseUpload(const rapidjson::Value& file, const FileToSend& expected) {
    if (!file.IsObject()) {
        unusable("a file that is none");
    }
    const std::string length = textMember(file, "contentLength");
    if (!length.empty() && length != std::to_string(expected.size)) {
        unusable("it expects " + length + " bytes instead of " + std::to_string(expected.size));
    }
    PresignedUpload upload;
    upload.url = checkedUrl(textMember(file, "redirectUri"));
    upload.headers = headerLines(file, upload.url);
    return upload;
}

}  // namespace

CreatedFax FaxService::create(const std::vector<std::string>& recipients,
                              const std::vector<FileToSend>& files) {
    const HttpsAnswer answer = posted(createRequest(recipients, files));
    if (answer.status != 200) {
        throwRefusal(answer, device_, recipients);
    }
    return parseCreated(answer.body, files);
}

bool FaxService::wouldFax(std::string& words) {
    const HttpsAnswer answer = posted(createRequest({}, {}));
    // It came to look at what there is to be sent.
    constexpr std::array<std::string_view, 3> kOfTheFax{"fx_recipients_invalid", "fx_file_invalid",
                                                        "fx_max_files_reached"};
    constexpr std::array<std::string_view, 2> kOfTheSender{"user_invalid", "extension_invalid"};
    // Of these, a service that has no words for a fax of nothing to nobody gives none.
    constexpr std::array<int, 9> kOfTheWay{401, 403, 404, 405, 429, 501, 502, 503, 504};
    const auto is = [code = errorCodeOf(answer)](std::string_view each) { return each == code; };
    if (answer.status == 200 || answer.status == 204 ||
        (answer.status == 400 && std::any_of(kOfTheFax.begin(), kOfTheFax.end(), is))) {
        return true;
    }
    if (std::find(kOfTheWay.begin(), kOfTheWay.end(), answer.status) != kOfTheWay.end() ||
        (answer.status == 400 && std::any_of(kOfTheSender.begin(), kOfTheSender.end(), is))) {
        throwRefusal(answer, device_, {});
    }
    words = "HTTP " + std::to_string(answer.status) + ' ' + errorCodeOf(answer);
    return false;
}

HttpsAnswer FaxService::posted(const std::string& body) {
    for (bool renewed = false;; renewed = true) {
        const std::vector<std::string> login = credentials_.headers();
        std::vector<std::string> headers = login;
        headers.emplace_back("Content-Type: application/json");
        HttpsAnswer answer = client_.post(device_.createFaxesUrl(), headers, body);
        // A token can end before its time.
        if (answer.status != 401 || renewed || !credentials_.renew(login)) {
            return answer;
        }
    }
}

std::string createRequest(const std::vector<std::string>& recipients, const std::vector<FileToSend>& files) {
    rapidjson::StringBuffer text;
    rapidjson::Writer<rapidjson::StringBuffer> writer(text);
    writer.StartObject();
    writer.Key("recipients");
    writer.StartArray();
    for (const std::string& recipient : recipients) {
        writer.String(recipient);
    }
    writer.EndArray();
    writer.Key("files");
    writer.StartArray();
    for (const FileToSend& file : files) {
        writer.StartObject();
        writer.Key("uploadIdentifier");
        writer.String(file.uploadIdentifier);
        writer.Key("name");
        writer.String(file.name);
        writer.Key("size");
        writer.Uint64(file.size);
        writer.Key("contentType");
        writer.String(kPdf);
        writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
    return {text.GetString(), text.GetSize()};
}

CreatedFax parseCreated(const std::string& body, const std::vector<FileToSend>& files) {
    rapidjson::Document parsing;
    const rapidjson::Value& answer =
        parsing.Parse<rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseIterativeFlag |
                      rapidjson::kParseValidateEncodingFlag>(body.data(), body.size());
    if (parsing.HasParseError() || !answer.IsObject()) {
        unusable("no JSON object");
    }
    CreatedFax fax{textMember(answer, "id"), textMember(answer, "uid"), {}};
    if (fax.id.empty() || fax.id.size() > kLongestId || !isPrintableAscii(fax.id)) {
        unusable("no id of the fax");
    }
    if (fax.uid.size() > kLongestId || !isPrintableAscii(fax.uid)) {
        unusable("no proper uid of the fax");
    }
    const auto list = answer.FindMember("files");
    if (list == answer.MemberEnd() || !list->value.IsArray() || list->value.Size() != files.size()) {
        unusable("not as many files as were announced");
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        fax.uploads.push_back(parseUpload(list->value[static_cast<rapidjson::SizeType>(i)], files[i]));
    }
    return fax;
}

}  // namespace voipnow
