// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_options.hpp"

#include <strings.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "backend/cups_library.hpp"

namespace voipnow {

namespace {

bool isLetterOrDigit(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z');
}

bool isPlain(std::string_view text, std::string_view signs) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [signs](char letter) {
        return isLetterOrDigit(letter) || signs.find(letter) != std::string_view::npos;
    });
}

// Each of the two takes the other out of the options; libcups knows how.
bool hasMeaning(const std::string& name) {
    return strcasecmp(name.c_str(), "print-quality") == 0 ||
           strcasecmp(name.c_str(), "cupsPrintQuality") == 0;
}

void add(const std::string& name, const std::string& value, std::vector<JobOption>& options) {
    const auto place = std::lower_bound(options.begin(), options.end(), name,
                                        [](const JobOption& option, const std::string& key) {
                                            return strcasecmp(option.name.c_str(), key.c_str()) < 0;
                                        });
    if (place != options.end() && strcasecmp(place->name.c_str(), name.c_str()) == 0) {
        place->value = value;
    } else {
        options.insert(place, {name, value});
    }
}

// Words in which nothing is escaped or has a meaning of its own: to read them libcups need not be loaded, and the filter
// has its settings sooner. Nothing when there is any other word.
std::optional<std::vector<JobOption>> plainOptions(std::string_view text) {
    std::vector<JobOption> options;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        const std::size_t equals = word.find('=');
        if (equals == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string name(word.substr(0, equals));
        const std::string value(word.substr(equals + 1));
        if (!isPlain(name, "-_") || !isPlain(value, "-_.:/+*#@") || hasMeaning(name)) {
            return std::nullopt;
        }
        add(name, value, options);
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return options;
}

}  // namespace

std::vector<JobOption> parseJobOptions(const std::string& text) {
    if (auto plain = plainOptions(text)) {
        return *plain;
    }
    cups_option_t* list = nullptr;
    const int count = cupsLibrary().parseOptions(withEscapedBreaks(text).c_str(), 0, &list);
    std::vector<JobOption> options;
    options.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        options.push_back({list[i].name, list[i].value});
    }
    cupsLibrary().freeOptions(count, list);
    return options;
}

std::string withEscapedBreaks(const std::string& text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' || text[i] == '\v' || text[i] == '\f') {
            escaped += '\\';
        }
        escaped += text[i];
        if (text[i] == '\\' && i + 1 < text.size()) {
            escaped += text[++i];
        }
    }
    return escaped;
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
