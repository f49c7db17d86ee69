// Makes text from users, documents and servers safe to print on a line.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cupsd obeys lines on a filter's or backend's stderr that begin with PPD:, ATTR: or STATE: (CVE-2026-34980),
// and terminals obey escape sequences. So nothing from outside is printed before it went through here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace voipnow {

// Longest text that fits on one message line of cupsd together with its prefix, in bytes.
inline constexpr std::size_t kLongestMessage = 1000;

// Takes any bytes. Gives valid UTF-8 on one line: each invalid byte, and NUL, becomes U+FFFD; each run of
// control characters (Unicode Cc, line and paragraph separators, and the marks that reverse the direction of
// text) becomes one space. Longer text than `longest` bytes is cut at a character and ends with "…". Never
// fails.
std::string printable(std::string_view text, std::size_t longest = kLongestMessage);

}  // namespace voipnow
