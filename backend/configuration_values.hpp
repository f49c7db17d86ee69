// The values of voipnow.conf: numbers, sizes, times, lists, each as its key takes it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each function takes the text behind the `=` without the blanks around it, and throws BadValue when it is not what the
// key takes.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow {

// What is wrong with a value; what() goes on from "KEY ".
class BadValue : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

std::string lowered(std::string text);  // A-Z only

std::string trimmed(std::string_view text);  // without blanks at both ends

// The name of a section as the words between its brackets are meant: "printer NAME", or a host in lower case; empty where
// they name none.
std::string sectionNamed(std::string_view words);

inline constexpr std::string_view kPrinterSection = "printer ";

std::uint64_t numberOf(std::string_view text, std::uint64_t least, std::uint64_t most);

// Bytes: 1048576, 500K, 10M, 4G.
std::uint64_t sizeOf(std::string_view text);

// 90s, 10m, 2h, 1d, 1y (of 365 days), up to ten years; 0 needs no unit.
std::chrono::seconds durationOf(std::string_view text);

// As durationOf, one second to one hour.
std::chrono::seconds timeoutOf(std::string_view text);

// As durationOf; 0, or at least the day for which CUPS keeps the files of a job, as it can be restarted so long.
std::chrono::seconds logDurationOf(std::string_view text);

// As durationOf; `no` is 0, `yes` the longest there is.
std::chrono::seconds documentDurationOf(const std::string& text);

bool yesOrNo(const std::string& text);

std::filesystem::path absolutePath(const std::string& text);

// Goes into an HTTP header as it is.
std::string headerText(const std::string& text);

// Hosts, with blanks or commas between them.
std::vector<std::string> hostList(const std::string& text);

// Patterns of numbers (backend/number_pattern.hpp).
std::vector<std::string> patternList(const std::string& text);

}  // namespace voipnow
