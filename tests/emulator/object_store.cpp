// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/object_store.hpp"

#include <charconv>
#include <stdexcept>

#include "tests/emulator/fax_document.hpp"

namespace voipnow::emulator {

namespace {

constexpr std::string_view kObjectsPath = "/faxout/";

std::string escapeXml(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

HttpAnswer xmlError(int status, const std::string& code, const std::string& message) {
    return {status,
            "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + escapeXml(code) +
                "</Code><Message>" + escapeXml(utf8(message)) + "</Message><RequestId>" + randomHex(8) +
                "</RequestId><HostId>" + randomHex(16) + "</HostId></Error>",
            {}};
}

HttpAnswer xmlError(const StoreError& error) {
    return xmlError(error.status, error.code, error.message);
}

struct ObjectName {
    std::string uid;
    std::size_t index = 0;
};

// From /faxout/UID/NUMBER, where numbers count from 1.
std::optional<ObjectName> objectNameOf(const std::string& path) {
    const auto slash = path.rfind('/');
    if (!path.starts_with(kObjectsPath) || slash < kObjectsPath.size()) {
        return std::nullopt;
    }
    std::size_t number = 0;
    const char* end = path.data() + path.size();
    const auto [stop, error] = std::from_chars(path.data() + slash + 1, end, number);
    if (error != std::errc() || stop != end || number == 0) {
        return std::nullopt;
    }
    return ObjectName{path.substr(kObjectsPath.size(), slash - kObjectsPath.size()), number - 1};
}

std::optional<StoreError> flawOf(BodyEnd end, std::size_t arrived, std::uint64_t declared) {
    if (end == BodyEnd::kShort || end == BodyEnd::kStalled) {
        return StoreError{
            400, "RequestTimeout",
            "Your socket connection to the server was not read from or written to within the timeout "
            "period. Idle connections will be closed."};
    }
    if (end == BodyEnd::kLonger) {
        return StoreError{400, "EntityTooLarge",
                          "Your proposed upload exceeds the maximum allowed size: the fax was "
                          "created with a file of " +
                              std::to_string(declared) + " bytes."};
    }
    if (arrived < declared) {
        return StoreError{400, "EntityTooSmall",
                          "Your proposed upload is smaller than the minimum allowed size: the "
                          "fax was created with a file of " +
                              std::to_string(declared) + " bytes."};
    }
    return std::nullopt;
}

Upload inspected(std::string bytes, const FaxFile& file, std::vector<HeaderField> headers,
                 std::mutex& documents) {
    Upload upload{std::move(bytes), std::move(headers), 0, {}};
    if (file.contentType == "application/pdf") {
        const std::lock_guard turn(documents);
        try {
            upload.pages = FaxDocument::fromBytes(upload.bytes).pages();
        } catch (const std::runtime_error& error) {
            upload.problem = error.what();
        }
    }
    return upload;
}

}  // namespace

HttpAnswer ObjectStore::answer(HttpExchange& exchange) const {
    return answerOrFault(
        state_.faults, Call::kUpload, exchange,
        [](int status, const std::string& code, const std::string& message) {
            return xmlError(status, code, message);
        },
        [&] { return put(exchange); });
}

HttpAnswer ObjectStore::put(HttpExchange& exchange) const {
    const HttpHead& head = exchange.head();
    if (head.has("Transfer-Encoding")) {
        return xmlError(
            501, "NotImplemented",
            "A header you provided implies functionality that is not implemented: Transfer-Encoding");
    }
    if (head.method == "PUT" && !head.contentLength()) {
        return xmlError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }
    const auto name = objectNameOf(head.path());
    const auto file = name ? state_.faxbox.file(name->uid, name->index) : std::nullopt;
    const auto refused = refusal(head, state_.storeKey, state_.clock());
    const std::uint64_t declared = file && !refused ? file->declaredSize : 0;

    // Read also where it is refused: a client that is still sending would not see the answer otherwise.
    std::string body;
    const BodyEnd end =
        exchange.readBody(body, declared, std::chrono::seconds(state_.settings.now().uploadTimeout));
    if (refused) {
        return xmlError(*refused);
    }
    if (!file) {
        return xmlError(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    if (const auto flaw = flawOf(end, body.size(), declared)) {
        return xmlError(*flaw);
    }
    const std::string etag = "\"" + md5Hex(body) + "\"";
    if (!state_.faxbox.store(name->uid, name->index,
                             inspected(std::move(body), *file, head.headers, state_.documents))) {
        return xmlError(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    return {200, "", "", {{"ETag", etag}, {"x-amz-request-id", randomHex(8)}}};
}

}  // namespace voipnow::emulator
