// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/text_table.hpp"

#include <glib.h>

#include <algorithm>
#include <utility>

namespace voipnow {
namespace {

constexpr std::size_t kBetween = 2;

}  // namespace

std::size_t terminalWidth(const std::string& text) {
    std::size_t columns = 0;
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar character = g_utf8_get_char(at);
        const bool isNarrow = g_unichar_iswide(character) == FALSE;
        columns += g_unichar_iszerowidth(character) != FALSE ? 0U : isNarrow ? 1U : 2U;
    }
    return columns;
}

TextTable::TextTable(Row heads) : heads_(std::move(heads)), widths_(heads_.size()) {
    measure(heads_);
}

void TextTable::measure(const Row& row) {
    for (std::size_t column = 0; column < row.size(); ++column) {
        widths_[column] = std::max(widths_[column], terminalWidth(row[column]));
    }
}

void TextTable::print(const Row& row, std::ostream& out) const {
    std::string line;
    std::size_t blanks = 0;
    for (std::size_t column = 0; column < row.size(); ++column) {
        if (!row[column].empty()) {
            line.append(blanks, ' ').append(row[column]);
            blanks = 0;
        }
        blanks += widths_[column] - std::min(widths_[column], terminalWidth(row[column])) + kBetween;
    }
    out << line << '\n';
}

}  // namespace voipnow
