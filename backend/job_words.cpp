// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_words.hpp"

#include <strings.h>

#include <algorithm>

namespace voipnow {
namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
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
    std::vector<JobWord> words;
    bool isLater = false;
    for (std::size_t at = 0; at < options.size();) {
        if (isBlank(options[at])) {
            ++at;
            continue;
        }
        const std::size_t end = endOfWord(options, at);
        const std::size_t equals = std::min(options.find('=', at), end);
        words.push_back({options.substr(at, equals - at), equals < end, isLater});
        isLater = isLater || strcasecmp(words.back().name.c_str(), "job-uuid") == 0;
        at = end;
    }
    return words;
}

bool isGivenLater(const std::vector<JobWord>& words, const std::string& name) {
    return std::any_of(words.begin(), words.end(), [&name](const JobWord& word) {
        return word.isLater && strcasecmp(word.name.c_str(), name.c_str()) == 0;
    });
}

}  // namespace voipnow
