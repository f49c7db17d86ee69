// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ppd_option.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace voipnow {
namespace {

// The number of bytes of the statement at the beginning: a line, or several when a quoted value goes on over them.
std::size_t lengthOfStatement(std::string_view text) {
    std::size_t end = 0;
    bool inQuotes = false;
    do {
        const std::size_t next = std::min(text.find('\n', end), text.size() - 1) + 1;
        const bool isComment = !inQuotes && text.substr(end, 2) == "*%";
        const auto quotes = std::count(text.begin() + static_cast<std::ptrdiff_t>(end),
                                       text.begin() + static_cast<std::ptrdiff_t>(next), '"');
        inQuotes = inQuotes != (!isComment && quotes % 2 != 0);
        end = next;
    } while (inQuotes && end < text.size());
    return end;
}

std::string lineEndOf(const std::string& line) {
    return line.ends_with("\r\n") ? "\r\n" : "\n";
}

// Behind *KEYWORD and blanks, when the line is a statement of it.
std::optional<std::string> behind(const std::string& line, const std::string& statement) {
    if (!line.starts_with('*' + statement)) {
        return std::nullopt;
    }
    const std::string rest = line.substr(statement.size() + 1);
    const std::size_t first = rest.find_first_not_of(" \t");
    return first == std::string::npos ? "" : rest.substr(first);
}

std::string unescaped(std::string_view text) {
    std::string made;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t close = text[at] == '<' ? text.find('>', at) : std::string_view::npos;
        if (close == std::string_view::npos) {
            made += text[at];
            continue;
        }
        std::string digits(text.substr(at + 1, close - at - 1));
        digits.erase(std::remove(digits.begin(), digits.end(), ' '), digits.end());
        for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
            made += static_cast<char>(std::strtol(digits.substr(i, 2).c_str(), nullptr, 16));
        }
        at = close;
    }
    return made;
}

bool opens(const std::string& statement, const std::string& keyword) {
    const std::optional<std::string> opened = behind(statement, "OpenUI ");
    return opened && opened->starts_with('*' + keyword) &&
           std::string_view("/: \t\r\n").find(opened->c_str()[keyword.size() + 1]) != std::string_view::npos;
}

bool closes(const std::string& statement) {
    return behind(statement, "CloseUI").has_value();
}

}  // namespace

std::optional<PpdOption> PpdOption::find(const std::string& ppd, const std::string& keyword) {
    PpdOption option;
    option.keyword_ = keyword;
    std::string_view rest = ppd;
    bool isOpen = false;
    while (!rest.empty()) {
        const std::string statement(rest.substr(0, lengthOfStatement(rest)));
        if (isOpen && closes(statement)) {
            option.behind_ = rest;
            return option;
        }
        rest.remove_prefix(statement.size());
        if (isOpen) {
            option.lines_.push_back(statement);
        } else {
            option.before_ += statement;
            isOpen = opens(statement, keyword);
        }
    }
    return std::nullopt;
}

std::vector<PpdChoice> PpdOption::choices() const {
    std::vector<PpdChoice> found;
    for (const std::string& line : lines_) {
        if (!isChoice(line)) {
            continue;
        }
        const std::string choice = behind(line, keyword_ + ' ').value_or("");
        const std::string name = choice.substr(0, choice.find(':'));
        const std::size_t slash = name.find('/');
        found.push_back(
            {name.substr(0, slash), slash == std::string::npos ? name : unescaped(name.substr(slash + 1))});
    }
    return found;
}

std::string PpdOption::defaultChoice() const {
    for (const std::string& line : lines_) {
        if (const auto value = behind(line, "Default" + keyword_ + ':')) {
            return value->substr(0, value->find_last_not_of(" \t\r\n") + 1);
        }
    }
    return "";
}

void PpdOption::setChoices(const std::vector<PpdChoice>& choices) {
    const std::string end = lineEndOf(before_);
    const auto first = std::find_if(lines_.begin(), lines_.end(),
                                    [this](const std::string& line) { return isChoice(line); });
    const auto place = first - lines_.begin();
    lines_.erase(std::remove_if(first, lines_.end(),
                                [this](const std::string& line) {
                                    return isChoice(line) || behind(line, "End").has_value();
                                }),
                 lines_.end());
    std::vector<std::string> made;
    made.reserve(choices.size());
    for (const PpdChoice& choice : choices) {
        made.push_back('*' + keyword_ + ' ' + choice.keyword + '/' + escapedForPpd(choice.text) + ": \"\"" +
                       end);
    }
    lines_.insert(lines_.begin() + place, made.begin(), made.end());
}

void PpdOption::setDefaultChoice(const std::string& keyword) {
    for (std::string& line : lines_) {
        if (behind(line, "Default" + keyword_ + ':')) {
            line = "*Default" + keyword_ + ": " + keyword + lineEndOf(line);
        }
    }
}

std::string PpdOption::joinedLines() const {
    std::string all;
    for (const std::string& line : lines_) {
        all += line;
    }
    return all;
}

bool PpdOption::isChoice(const std::string& line) const {
    return behind(line, keyword_ + ' ').has_value();
}

std::string escapedForPpd(std::string_view text) {
    std::string made;
    for (const char letter : text) {
        if (std::string_view(":<>\"").find(letter) != std::string_view::npos) {
            std::array<char, 5> digits{};
            std::snprintf(digits.data(), digits.size(), "<%02X>", static_cast<unsigned>(letter));
            made += digits.data();
        } else {
            made += letter;
        }
    }
    return made;
}

}  // namespace voipnow
