// The order in which the text of a page is read where a mark runs over several lines.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Poppler puts the lines of a page in order, and where columns or cells of a table stand side by side it may take a line of
// the one between two lines of the other, or make one line of two that have a gap between them. A mark must not take in
// what stands beside it. So from a line with an open mark (@@ without its end) on, the next line is the nearest one that
// stands below it in the same column, until the mark ends. Everything else keeps Poppler's order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "filters/text_box.hpp"

namespace voipnow {

// A character of Unicode; a line feed, whose box means nothing, ends each line.
struct PlacedCharacter {
    std::uint32_t character = 0;
    TextBox box = {};
};

using PlacedText = std::vector<PlacedCharacter>;

PlacedText inReadingOrder(const PlacedText& text);

std::string utf8Of(const PlacedText& text);

}  // namespace voipnow
