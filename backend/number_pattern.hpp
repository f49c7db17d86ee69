// Patterns of numbers, as voipnow.conf lists them for `allow` and `deny`.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pattern describes a whole number in dialling form, by the rules of fnmatch(3): `*` stands for any run of characters,
// also none, `?` for one, `[0-9]` for one of these and `[!0-9]` for one that is none of these. A star, a question mark
// or a bracket itself has a backslash before it: `0003\*[0-9]`. What no number has is refused when the pattern is read:
// a rule that can never hold protects nobody.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace voipnow {

// A pattern that cannot be meant so; what() names it and says why.
class BadPattern : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// The patterns in `text`, separated by blanks or commas. Throws BadPattern.
std::vector<std::string> parseNumberPatterns(const std::string& text);

// The first of the patterns that describes `number`, or null.
const std::string* findPattern(const std::vector<std::string>& patterns, const std::string& number);

}  // namespace voipnow
