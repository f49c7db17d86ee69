// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/release_arguments.hpp"

#include <glib.h>
#include <strings.h>

#include <algorithm>
#include <string_view>

#include "backend/recipients.hpp"

namespace voipnow {
namespace {

// What an IPP text may have.
constexpr std::size_t kLongestValue = 1023;

bool hasName(const std::string& text) {
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        if (*at == '@' || g_unichar_isalpha(g_utf8_get_char(at)) != FALSE) {
            return true;
        }
    }
    return false;
}

void checkText(const std::string& what, const std::string& text) {
    if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == FALSE) {
        throw WrongArguments(what + " is not valid UTF-8 text");
    }
    if (text.size() > kLongestValue) {
        throw WrongArguments(what + " is too long: CUPS takes " + std::to_string(kLongestValue) + " bytes");
    }
}

void checkRecipients(const std::string& text) {
    checkText("the list of recipients", text);
    if (hasName(text)) {
        return;
    }
    try {
        if (parseRecipients(text).empty()) {
            throw WrongArguments("--to needs a fax number");
        }
    } catch (const BadNumber& error) {
        throw WrongArguments(std::string("the number ") + error.what());
    }
}

bool isOptionName(std::string_view name) {
    return !name.empty() && name.front() != '-' && std::all_of(name.begin(), name.end(), [](char letter) {
        return g_ascii_isalnum(letter) != FALSE || letter == '-' || letter == '_' || letter == '.';
    });
}

// Takes the words one after the other.
class Parser {
  public:
    explicit Parser(const std::vector<std::string>& words) : words_(words) {}

    ReleaseArguments parse() {
        for (; at_ < words_.size(); ++at_) {
            take(words_[at_]);
        }
        if (!made_.help && !hasJob_) {
            throw WrongArguments("which JOB is to be released? `voipnow-fax log` lists them");
        }
        return made_;
    }

  private:
    void take(const std::string& word) {
        if (word == "--help") {
            made_.help = true;
        } else if (const auto recipients = value(word, "--to", "--to=")) {
            setRecipients(*recipients);
        } else if (const auto option = value(word, "-o", "-o")) {
            addOption(*option);
        } else if (word.starts_with('-')) {
            throw WrongArguments("unknown argument " + word);
        } else {
            setJob(word);
        }
    }

    // The value of the option `name`, when `word` is that option: behind `joined`, or the next word.
    std::optional<std::string> value(const std::string& word, const std::string& name,
                                     std::string_view joined) {
        if (word != name) {
            return word.starts_with(joined) ? std::optional(word.substr(joined.size())) : std::nullopt;
        }
        if (++at_ == words_.size()) {
            throw WrongArguments(name + " needs a value");
        }
        return words_[at_];
    }

    void setJob(const std::string& word) {
        if (hasJob_) {
            throw WrongArguments("one job at a time; not " + word + " too");
        }
        made_.job = parseJobName(word);
        hasJob_ = true;
    }

    void setRecipients(const std::string& text) {
        if (made_.recipients) {
            throw WrongArguments(
                "the recipients are given twice; write all of them behind one --to, with commas");
        }
        checkRecipients(text);
        made_.recipients = text;
    }

    void addOption(const std::string& word) {
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        if (equals == std::string::npos || !isOptionName(name)) {
            throw WrongArguments("-o takes one NAME=VALUE; not " + word);
        }
        const std::string value = word.substr(equals + 1);
        checkText("the value of " + name, value);
        if (strcasecmp(name.c_str(), "phone") == 0) {
            setRecipients(value);
        } else if (strcasecmp(name.c_str(), "job-hold-until") == 0) {
            throw WrongArguments("a job that is released cannot have job-hold-until too");
        } else {
            made_.options.push_back({name, value});
        }
    }

    const std::vector<std::string>& words_;
    std::size_t at_ = 0;
    bool hasJob_ = false;
    ReleaseArguments made_;
};

}  // namespace

ReleaseArguments parseReleaseArguments(const std::vector<std::string>& arguments) {
    return Parser(arguments).parse();
}

}  // namespace voipnow
