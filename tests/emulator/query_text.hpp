// Percent-encoding and query strings, as URLs, forms and signatures need them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text is bytes here: nothing is taken for UTF-8. Encoding leaves the unreserved characters of RFC 3986 alone
// and writes every other byte as %XX with capital letters, which is also what AWS Signature Version 4 asks
// for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow::emulator {

struct QueryField {
    std::string name;
    std::string value;

    friend bool operator==(const QueryField&, const QueryField&) = default;
};

std::string percentEncode(std::string_view text);

// Nothing when a % is not followed by two hexadecimal digits.
std::optional<std::string> percentDecode(std::string_view text);

// Takes a query string without its '?'. Gives names and values in order and decoded; a part without '=' has
// an empty value. A '+' stays a '+', as in a signed URL. Nothing when a part cannot be decoded.
std::optional<std::vector<QueryField>> parseQuery(std::string_view query);

// Takes a body of application/x-www-form-urlencoded: as parseQuery, and '+' is a space.
std::optional<std::vector<QueryField>> parseForm(std::string_view body);

// The value of the first field `name`, or nothing.
std::optional<std::string> valueOf(const std::vector<QueryField>& fields, std::string_view name);

}  // namespace voipnow::emulator
