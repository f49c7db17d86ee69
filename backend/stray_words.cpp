// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/stray_words.hpp"

#include <strings.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "backend/job_options.hpp"
#include "backend/job_words.hpp"

namespace voipnow {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kStandsAlone = "stands alone among the options";

bool isOptionOfCups(const std::string& name) {
    constexpr std::array<const char*, 9> kNames{"collate",     "fitplot", "landscape",   "mirror",    "raw",
                                                "prettyprint", "sides",   "page-border", "job-sheets"};
    return std::any_of(kNames.begin(), kNames.end(),
                       [&name](const char* each) { return strcasecmp(each, name.c_str()) == 0; });
}

bool isLikeAttribute(const std::string& name) {
    constexpr std::string_view kAttribute = "abcdefghijklmnopqrstuvwxyz-";
    return name.find('-') != std::string::npos && name.find_first_not_of(kAttribute) == std::string::npos &&
           name.front() >= 'a';
}

bool isKnown(const std::string& name, const PrinterDescription& printer) {
    // "nocollate" is how the option collate is denied.
    const std::string denied = strncasecmp(name.c_str(), "no", 2) == 0 ? name.substr(2) : "";
    return isOptionOfCups(name) || isOptionOfCups(denied) || isLikeAttribute(name) ||
           printer.defaultOf(name) || (!denied.empty() && printer.defaultOf(denied));
}

bool isPieceOfNumber(const std::string& word) {
    constexpr std::string_view kNumber = "0123456789+*#()[]{}.,;:/-";
    return word.find_first_of(kDigits) != std::string::npos &&
           word.find_first_not_of(kNumber) == std::string::npos;
}

// A word with a value that is no option: lp -o "phone=5550100 ext=12" has one, and "123 4567=8" another.
bool isExtension(const std::string& name) {
    constexpr std::array<const char*, 3> kNames{"ext", "extension", "x"};
    const bool isNamed = std::any_of(kNames.begin(), kNames.end(), [&name](const char* each) {
        return strcasecmp(each, name.c_str()) == 0;
    });
    return isNamed || (!name.empty() && kDigits.find(name.front()) != std::string_view::npos);
}

bool isAmong(const std::vector<JobWord>& words, const JobWord& word) {
    return std::any_of(words.begin(), words.end(), [&word](const JobWord& each) {
        return each.isLater == word.isLater && each.name == word.name;
    });
}

}  // namespace

StrayWords::StrayWords(const PrintJob& job, const PrinterDescription& printer, bool isAnswer,
                       const LastTry& last) {
    const std::vector<JobWord> lastWords = jobWords(last.options);
    const bool isRefusedAnswer =
        last.wasCut && valueOf(parseJobOptions(last.options), "phone") == valueOf(job.options, "phone");
    for (const JobWord& word : jobWords(job.optionsText)) {
        const bool isOption = word.hasValue ? !isExtension(word.name) : isKnown(word.name, printer);
        if (isOption || (isAnswer && !word.isLater)) {
            continue;
        }
        all_.push_back(word.name);
        if (!isAnswer || isRefusedAnswer || !isAmong(lastWords, word)) {
            fresh_.push_back(word.name);
        }
    }
}

bool mayBeSwallowed(const std::string& word) {
    return strcasecmp(word.c_str(), "no") == 0 || isOptionOfCups(word) || word.find('=') != std::string::npos;
}

std::vector<std::string> StrayWords::piecesOfNumbers() const {
    std::vector<std::string> pieces;
    std::copy_if(fresh_.begin(), fresh_.end(), std::back_inserter(pieces), isPieceOfNumber);
    return pieces;
}

std::string strayWordsSentence(const std::string& text, const std::vector<std::string>& words,
                               const std::string& hint, const PrintJob& job) {
    std::string all;
    for (const std::string& word : words) {
        all += (all.empty() ? "" : " ") + word;
    }
    return "Nothing was faxed: " + (text.empty() ? "" : "beside \"" + text + "\", ") + '"' + all + "\" " +
           std::string(kStandsAlone) + ", so the number or name may have been cut at a space." + hint +
           " Quote it twice: " + quotedCommand(job);
}

bool isStrayWordsSentence(const std::string& sentence) {
    return sentence.find(kStandsAlone) != std::string::npos;
}

std::string quotedCommand(const PrintJob& job) {
    return "lp -i " + std::to_string(job.number) + " -o phone='\"+1 (555) 010-0000\"' -H resume";
}

}  // namespace voipnow
