// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_options.hpp"

#include <strings.h>

#include <algorithm>
#include <string_view>

#include "backend/cups_library.hpp"

namespace voipnow {

std::vector<JobOption> parseJobOptions(const std::string& text) {
    if (text.empty()) {
        return {};
    }
    cups_option_t* list = nullptr;
    const int count = cupsLibrary().parseOptions(text.c_str(), 0, &list);
    std::vector<JobOption> options;
    options.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        options.push_back({list[i].name, list[i].value});
    }
    cupsLibrary().freeOptions(count, list);
    return options;
}

std::string jobOptionWord(const JobOption& option) {
    std::string word = option.name + '=';
    for (const char letter : option.value) {
        if (std::string_view(" \t\n\\'\"").find(letter) != std::string_view::npos) {
            word += '\\';
        }
        word += letter;
    }
    return word;
}

std::optional<std::string> valueOf(const std::vector<JobOption>& options, const std::string& name) {
    const auto found = std::find_if(options.begin(), options.end(), [&name](const JobOption& option) {
        return strcasecmp(option.name.c_str(), name.c_str()) == 0;
    });
    if (found == options.end()) {
        return std::nullopt;
    }
    return found->value;
}

}  // namespace voipnow
