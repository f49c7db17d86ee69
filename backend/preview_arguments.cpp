// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/preview_arguments.hpp"

#include <strings.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "backend/job_options.hpp"

namespace voipnow {
namespace {

constexpr std::array kAppliedByCups{
    "booklet",     "fill",      "fit-to-page",           "fitplot",     "landscape",     "mirror",
    "number-up",   "position",  "number-up-layout",      "outputorder", "page-border",   "page-bottom",
    "page-label",  "page-left", "page-ranges",           "page-right",  "page-set",      "page-top",
    "crop-to-fit", "ppi",       "orientation-requested", "scaling",     "print-scaling", "natural-scaling",
};

// Where the number of a page goes in the name of its picture.
struct NumberPlace {
    std::size_t begin;
    std::size_t length;
    std::size_t digits;
};

// Nothing unless there is exactly one '%', and it begins %d or %0Nd.
std::optional<NumberPlace> numberPlace(const std::string& name) {
    const std::size_t begin = name.find('%');
    if (begin == std::string::npos || name.find('%', begin + 1) != std::string::npos) {
        return std::nullopt;
    }
    if (name.compare(begin, 2, "%d") == 0) {
        return NumberPlace{begin, 2, 1};
    }
    const bool isPadded = name.compare(begin, 2, "%0") == 0 && name.size() > begin + 3 &&
                          name[begin + 3] == 'd' && name[begin + 2] >= '1' && name[begin + 2] <= '9';
    return isPadded ? std::optional(NumberPlace{begin, 4, static_cast<std::size_t>(name[begin + 2] - '0')})
                    : std::nullopt;
}

void checkOutput(const std::string& output) {
    if (std::string_view(output).ends_with(".pdf")) {
        return;
    }
    if (!isForPictures(output)) {
        throw WrongArguments(
            "--output takes FILE.pdf, for the fax itself, or FILE-%d.png, for a picture of each page; not " +
            output);
    }
    if (!numberPlace(output) || output.find('/', output.find('%')) != std::string::npos) {
        throw WrongArguments(
            "the name of the pictures needs one %d, or %03d for leading zeros, where the number of the "
            "page goes: fax-%d.png; not " +
            output);
    }
}

// Takes the words one after the other.
class Parser {
  public:
    explicit Parser(const std::vector<std::string>& words) : words_(words) {}

    PreviewArguments parse() {
        for (; at_ < words_.size(); ++at_) {
            take(words_[at_]);
        }
        if (!made_.help && made_.files.empty()) {
            throw WrongArguments("which FILE is to be looked at?");
        }
        return made_;
    }

  private:
    void take(const std::string& word) {
        if (onlyFiles_ || word.size() < 2 || word[0] != '-') {
            made_.files.emplace_back(word);
        } else if (word == "--") {
            onlyFiles_ = true;
        } else if (word == "--help") {
            made_.help = true;
        } else if (word == "--json") {
            made_.json = true;
        } else if (const auto output = value(word, "--output")) {
            checkOutput(*output);
            made_.output = *output;
        } else if (const auto options = value(word, "-o")) {
            addOptions(*options);
        } else if (const auto printer = either(value(word, "-d"), word, "-P")) {
            made_.printer = *printer;
        } else {
            throw WrongArguments("unknown argument " + word);
        }
    }

    // The value of the option `name`, when `word` is that option: behind it, or the next word.
    std::optional<std::string> value(const std::string& word, const std::string& name) {
        const bool isLong = name.size() > 2;
        if (word == name) {
            if (++at_ == words_.size() || words_[at_].empty()) {
                throw WrongArguments(name + " needs a value");
            }
            return words_[at_];
        }
        const std::string before = isLong ? name + '=' : name;
        const bool isOurs =
            word.starts_with(before) && word.size() > before.size() && (isLong || word[1] != '-');
        return isOurs ? std::optional(word.substr(before.size())) : std::nullopt;
    }

    std::optional<std::string> either(const std::optional<std::string>& first, const std::string& word,
                                      const std::string& name) {
        return first ? first : value(word, name);
    }

    void addOptions(const std::string& words) {
        const std::vector<JobOption> options = parseJobOptions(words);
        if (options.empty()) {
            throw WrongArguments("-o takes NAME=VALUE; not " + words);
        }
        for (const JobOption& option : options) {
            made_.options += (made_.options.empty() ? "" : " ") + jobOptionWord(option);
        }
    }

    const std::vector<std::string>& words_;
    std::size_t at_ = 0;
    bool onlyFiles_ = false;
    PreviewArguments made_;
};

}  // namespace

PreviewArguments parsePreviewArguments(const std::vector<std::string>& arguments) {
    return Parser(arguments).parse();
}

bool isForPictures(const std::string& output) {
    return std::string_view(output).ends_with(".png");
}

std::filesystem::path picturePath(const std::string& output, int number) {
    const NumberPlace place = numberPlace(output).value();
    std::string digits = std::to_string(number);
    digits.insert(0, place.digits - std::min(place.digits, digits.size()), '0');
    return std::string(output).replace(place.begin, place.length, digits);
}

std::vector<std::string> appliedByCups(const std::string& options) {
    std::vector<std::string> names;
    for (const JobOption& option : parseJobOptions(options)) {
        const bool isApplied =
            std::any_of(kAppliedByCups.begin(), kAppliedByCups.end(),
                        [&](const char* name) { return strcasecmp(option.name.c_str(), name) == 0; });
        if (isApplied) {
            names.push_back(option.name);
        }
    }
    return names;
}

}  // namespace voipnow
