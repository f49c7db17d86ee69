// Takes CSV apart: lines into values.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RFC 4180, but with any separator and any end of line. Blanks in rows, and line ends within quotes, become one blank.
// JobError kHeld when a quote is not closed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "backend/job_error.hpp"
#include "backend/phonebook_names.hpp"

namespace voipnow {

struct CsvRow {
    int line;  // where it begins, from 1 on
    std::vector<std::string> values;
};

// Takes the text apart at one separator.
class CsvReader {
  public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    // At most `most` rows that have anything in them.
    std::vector<CsvRow> rows(std::size_t most) {
        std::vector<CsvRow> found;
        while (at_ < text_.size() && found.size() < most) {
            CsvRow row{line_, {}};
            do {
                row.values.push_back(value());
            } while (at_ < text_.size() && text_[at_] == separator_ && ++at_ <= text_.size());
            endLine();
            const bool hasText = std::any_of(row.values.begin(), row.values.end(),
                                             [](const std::string& each) { return !each.empty(); });
            if (hasText) {
                found.push_back(std::move(row));
            }
        }
        return found;
    }

  private:
    std::string value() {
        std::string made;
        if (at_ < text_.size() && text_[at_] == '"') {
            made = quotedValue();
        }
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
            made += text_[at_++];
        }
        return withSingleBlanks(made);
    }

    std::string quotedValue() {
        std::string made;
        const int begin = line_;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"' && text_.substr(at_ + 1, 1) != "\"") {
                ++at_;
                return made;
            }
            at_ += text_[at_] == '"' ? 1U : 0U;
            line_ += text_[at_] == '\n' ? 1 : 0;
            made += text_[at_];
        }
        throw JobError(JobEnd::kHeld, "The quote in line " + std::to_string(begin) + " is not closed.");
    }

    void endLine() {
        at_ += text_.substr(at_, 2) == "\r\n" ? 2U : 1U;
        ++line_;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}  // namespace voipnow
