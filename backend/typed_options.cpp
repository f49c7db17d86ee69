// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/typed_options.hpp"

#include <strings.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "backend/job_options.hpp"

namespace voipnow {

std::string withoutCustom(std::string value) {
    constexpr std::string_view kCustom = "Custom.";
    if (strncasecmp(value.c_str(), kCustom.data(), kCustom.size()) == 0) {
        value.erase(0, kCustom.size());
    }
    const std::size_t first = value.find_first_not_of(' ');
    return first == std::string::npos ? "" : value.substr(first);
}

std::optional<std::string> unlessUnset(const std::optional<std::string>& value) {
    constexpr std::array<const char*, 5> kUnset{"", "None", "Custom", "true", "false"};
    if (!value) {
        return std::nullopt;
    }
    const std::string text = withoutCustom(*value);
    const bool unset = std::any_of(kUnset.begin(), kUnset.end(),
                                   [&text](const char* word) { return strcasecmp(text.c_str(), word) == 0; });
    return unset ? std::nullopt : std::optional(text);
}

std::optional<std::string> typedOption(const std::string& name, const PrintJob& job,
                                       const PrinterDescription& printer) {
    const std::optional<std::string> value = unlessUnset(valueOf(job.options, name));
    return value ? value : unlessUnset(printer.defaultOf(name));
}

}  // namespace voipnow
