// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_words.hpp"

#include <strings.h>

#include <algorithm>

#include "backend/job_options.hpp"

namespace voipnow {
namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

constexpr const char* kCreation = "time-at-creation";

// The word behind which stands what was set later.
std::vector<JobWord>::iterator borderIn(std::vector<JobWord>& words) {
    for (const char* name : {kCreation, "job-uuid"}) {
        const auto found = std::find_if(words.begin(), words.end(), [name](const JobWord& word) {
            return word.hasValue && word.name == name;
        });
        if (found != words.end()) {
            return found;
        }
    }
    return words.end();
}

// Where the word that begins at `at` ends.
std::size_t endOfWord(const std::string& text, std::size_t at) {
    char quote = '\0';
    for (; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (quote != '\0') {
            quote = text[at] == quote ? '\0' : quote;
        } else if (text[at] == '"' || text[at] == '\'') {
            quote = text[at];
        } else if (isBlank(text[at])) {
            break;
        }
    }
    return std::min(at, text.size());
}

}  // namespace

std::vector<JobWord> jobWords(const std::string& options) {
    const std::string text = withEscapedBreaks(options);
    std::vector<JobWord> words;
    for (std::size_t at = 0; at < text.size();) {
        if (isBlank(text[at])) {
            ++at;
            continue;
        }
        const std::size_t end = endOfWord(text, at);
        const std::size_t equals = std::min(text.find('=', at), end);
        const bool hasValue = equals < end;
        words.push_back({text.substr(at, equals - at),
                         hasValue ? text.substr(equals + 1, end - equals - 1) : "", hasValue, false});
        at = end;
    }
    const auto border = borderIn(words);
    for (auto word = border; word != words.end(); ++word) {
        word->isLater = word != border;
    }
    return words;
}

std::string creationOf(const std::string& options) {
    for (const JobWord& word : jobWords(options)) {
        if (word.name == kCreation) {
            return word.value;
        }
    }
    return {};
}

bool isGivenLater(const std::vector<JobWord>& words, const std::string& name) {
    return std::any_of(words.begin(), words.end(), [&name](const JobWord& word) {
        return word.isLater && strcasecmp(word.name.c_str(), name.c_str()) == 0;
    });
}

}  // namespace voipnow
