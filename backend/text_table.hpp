// TextTable: rows of text in columns, for a terminal.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A column is as wide as its widest cell, and two blanks stand between two columns. So each row is shown to the table
// first, and printed afterwards: whoever has many rows makes them twice, and nobody keeps them. What stands in the cells
// is printable already (backend/printable.hpp).
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Columns of a terminal that the text takes: characters of East Asia take two, marks over others none.
std::size_t terminalWidth(const std::string& text);

class TextTable {
  public:
    using Row = std::vector<std::string>;

    // The heads of the columns. All rows have as many cells.
    explicit TextTable(Row heads);

    void measure(const Row& row);

    void printHeads(std::ostream& out) const { print(heads_, out); }
    // Without blanks behind the last cell that has text.
    void print(const Row& row, std::ostream& out) const;

  private:
    Row heads_;
    std::vector<std::size_t> widths_;
};

}  // namespace voipnow
