// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/presigned_upload.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string_view>

namespace voipnow {
namespace {

constexpr std::int64_t kTypicalLifetime = 600;
constexpr std::int64_t kLongestLifetime = 604'800;  // a week, as AWS has it
constexpr std::int64_t kSameClock = 60;  // seconds by which clocks may differ and a request may take

std::string_view queryValue(std::string_view url, std::string_view name) {
    for (std::size_t at = url.find('?'); at != std::string_view::npos; at = url.find('&', at + 1)) {
        const std::string_view pair = url.substr(at + 1, url.find('&', at + 1) - at - 1);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
            return pair.substr(name.size() + 1);
        }
    }
    return {};
}

// What stands between <Code> and </Code> of a store's answer.
std::string storeCode(const std::string& body, std::string_view element) {
    const std::string open = '<' + std::string(element) + '>';
    const std::size_t begin = body.find(open);
    const std::size_t end = body.find("</" + std::string(element) + '>');
    if (begin == std::string::npos || end == std::string::npos || end < begin + open.size()) {
        return {};
    }
    constexpr std::size_t kLongest = 200;
    return body.substr(begin + open.size(), std::min(end - begin - open.size(), kLongest));
}

std::string inItsWords(const HttpsAnswer& answer) {
    const std::string code = storeCode(answer.body, "Code");
    const std::string message = storeCode(answer.body, "Message");
    return " (HTTP " + std::to_string(answer.status) + (code.empty() ? "" : " " + code) +
           (message.empty() ? "" : ": " + message) + ")";
}

bool isExpired(const HttpsAnswer& answer) {
    return answer.status == 403 && answer.body.find("expired") != std::string::npos;
}

// Whether the store may answer otherwise to the very same request.
bool isPassing(const HttpsAnswer& answer) {
    return answer.status >= 500 || answer.status == 408 || answer.status == 429 ||
           storeCode(answer.body, "Code") == "RequestTimeout";
}

}  // namespace

std::int64_t endOfUrl(const std::string& url, std::int64_t created) {
    const std::string_view seconds = queryValue(url, "X-Amz-Expires");
    std::int64_t lifetime = 0;
    std::tm date{};
    const std::string text(queryValue(url, "X-Amz-Date"));
    const char* rest = ::strptime(text.c_str(), "%Y%m%dT%H%M%SZ", &date);
    const auto [end, error] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), lifetime);
    if (rest == nullptr || *rest != '\0' || error != std::errc() || lifetime <= 0) {
        return created + kTypicalLifetime;
    }
    const std::int64_t signedAt = ::timegm(&date);
    const bool isSameClock = signedAt > created - kSameClock && signedAt < created + kSameClock;
    return (isSameClock ? signedAt : created) + std::min(lifetime, kLongestLifetime);
}

void PresignedUploader::upload(const PresignedUpload& target, const TemporaryFile& file,
                               const HttpsClient::Progress& progress) const {
    hosts_.check(target.url);
    const HttpsAnswer answer = client_.put(
        target.url, target.headers, file,
        [this](const std::string& address) { return hosts_.allowsAddress(address); }, progress);
    if (answer.status >= 200 && answer.status < 300) {
        return;
    }
    const std::string words = inItsWords(answer);
    if (isExpired(answer)) {
        throw UrlEnded("The service's permission to upload the pages had ended before they were there" +
                       words + ".");
    }
    if (isPassing(answer)) {
        const bool mayBeStored = answer.status >= 500 && answer.status != 501;
        throw UploadFailed("The service's store cannot take the pages now" + words + ".", mayBeStored,
                           answer.retryAfter);
    }
    throw PagesRefused("The service's store refuses the pages" + words +
                       "; nothing was sent. Tell the administrator of the PBX, then release the job.");
}

}  // namespace voipnow
