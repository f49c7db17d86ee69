// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_name.hpp"

#include <glib.h>

#include <charconv>
#include <string_view>

namespace voipnow {
namespace {

constexpr std::string_view kUrn = "urn:uuid:";

}  // namespace

JobName parseJobName(const std::string& word) {
    JobName name;
    const std::string bare = word.starts_with(kUrn) ? word.substr(kUrn.size()) : word;
    if (g_uuid_string_is_valid(bare.c_str()) != FALSE) {
        name.uuid = std::string(kUrn) + bare;
        return name;
    }
    const std::size_t dash = word.rfind('-');
    const std::size_t begin = dash == std::string::npos ? 0 : dash + 1;
    const char* end = word.c_str() + word.size();
    const auto [stop, error] = std::from_chars(word.c_str() + begin, end, name.number);
    if (error != std::errc() || stop != end || name.number <= 0 || dash == 0) {
        throw WrongArguments("a job is a number, 12 or Fax-12; not " + word);
    }
    name.printer = word.substr(0, begin == 0 ? 0 : dash);
    return name;
}

std::string shown(const JobName& name) {
    if (!name.uuid.empty()) {
        return "Job " + name.uuid;
    }
    return (name.printer.empty() ? "Job " : "Job " + name.printer + '-') + std::to_string(name.number);
}

}  // namespace voipnow
