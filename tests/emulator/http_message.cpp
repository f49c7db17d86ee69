// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/http_message.hpp"

#include <strings.h>

#include <algorithm>
#include <charconv>

namespace voipnow::emulator {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view takeLine(std::string_view& bytes) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (!line.empty() && line.back() == '\r') {
        line.remove_suffix(1);
    }
    return line;
}

}  // namespace

std::string HttpHead::path() const {
    return target.substr(0, target.find('?'));
}

std::string HttpHead::query() const {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string() : target.substr(mark + 1);
}

std::optional<std::string> HttpHead::value(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [name](const HeaderField& header) {
        return sameHeaderName(header.name, name);
    });
    return found == headers.end() ? std::nullopt : std::optional(found->value);
}

std::optional<std::uint64_t> HttpHead::contentLength() const {
    const auto times = std::count_if(headers.begin(), headers.end(), [](const HeaderField& header) {
        return sameHeaderName(header.name, "Content-Length");
    });
    const auto text = value("Content-Length");
    if (times != 1 || !text) {
        return std::nullopt;
    }
    std::uint64_t length = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, length);
    return error == std::errc() && stop == end ? std::optional(length) : std::nullopt;
}

HttpHead parseHttpHead(std::string_view bytes) {
    HttpHead head;
    const std::string_view request = takeLine(bytes);
    const auto methodEnd = std::min(request.find(' '), request.size());
    head.method = request.substr(0, methodEnd);
    const std::string_view rest = request.substr(std::min(methodEnd + 1, request.size()));
    head.target = rest.substr(0, rest.find(' '));
    while (!bytes.empty()) {
        const std::string_view line = takeLine(bytes);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos) {
            head.headers.push_back(
                {std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
        }
    }
    return head;
}

bool sameHeaderName(std::string_view left, std::string_view right) {
    return left.size() == right.size() && strncasecmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace voipnow::emulator
