// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/text_columns.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>

namespace voipnow {
namespace {

struct Line {
    std::size_t first;  // of its characters in the text
    std::size_t end;    // behind its line feed
    TextBox box;
    bool opensMark;  // an odd number of @@
    bool isUsed = false;
};

double heightOf(const TextBox& box) {
    return box.bottom - box.top;
}

bool isAt(std::uint32_t character) {
    constexpr std::uint32_t kFullWidth = 0xFF20;
    constexpr std::uint32_t kSmall = 0xFE6B;
    return character == '@' || character == kFullWidth || character == kSmall;
}

Line lineOf(const PlacedText& text, std::size_t first, std::size_t end) {
    Line line{first, end, {}, false};
    bool isEmpty = true;
    bool wasAt = false;
    for (std::size_t i = first; i < end; ++i) {
        const TextBox& box = text[i].box;
        if (text[i].character != '\n' && box.right > box.left) {
            line.box =
                isEmpty ? box
                        : TextBox{std::min(line.box.left, box.left), std::min(line.box.top, box.top),
                                  std::max(line.box.right, box.right), std::max(line.box.bottom, box.bottom)};
            isEmpty = false;
        }
        const bool endsPair = isAt(text[i].character) && wasAt;
        line.opensMark = line.opensMark != endsPair;
        wasAt = isAt(text[i].character) && !endsPair;
    }
    return line;
}

// A blank that is wider than any between words: the next cell of a table, perhaps.
bool isGap(const PlacedCharacter& each) {
    constexpr double kWidest = 1.5;  // of the line's height
    return each.character == ' ' && each.box.right - each.box.left > kWidest * heightOf(each.box);
}

std::vector<Line> linesOf(const PlacedText& text) {
    std::vector<Line> lines;
    std::size_t first = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i].character == '\n' || isGap(text[i])) {
            lines.push_back(lineOf(text, first, i + 1));
            first = i + 1;
        }
    }
    if (first < text.size()) {
        lines.push_back(lineOf(text, first, text.size()));
    }
    return lines;
}

// How far `next` stands below `line` in the column of `column`; nothing when it does not.
std::optional<double> distanceBelow(const Line& line, const TextBox& column, const Line& next) {
    constexpr double kFarthest = 2.5;  // heights of the line
    const double height = heightOf(line.box);
    const double distance = next.box.top - line.box.top;
    const bool isBelow = distance > height / 2 && distance < kFarthest * height;
    const bool isInColumn = next.box.left < column.right && next.box.right > column.left;
    return isBelow && isInColumn ? std::optional(distance) : std::nullopt;
}

Line* nearestBelow(const Line& line, const TextBox& column, std::vector<Line>& lines) {
    double nearest = std::numeric_limits<double>::max();
    Line* found = nullptr;
    for (Line& each : lines) {
        const auto distance = each.isUsed ? std::nullopt : distanceBelow(line, column, each);
        if (distance && *distance < nearest) {
            nearest = *distance;
            found = &each;
        }
    }
    return found;
}

// Text that runs up or down the page has lines of its own order.
bool isUpright(const Line& line) {
    return line.box.right - line.box.left > heightOf(line.box);
}

}  // namespace

PlacedText inReadingOrder(const PlacedText& text) {
    std::vector<Line> lines = linesOf(text);
    PlacedText ordered;
    ordered.reserve(text.size());
    const auto take = [&](Line& line) {
        line.isUsed = true;
        const auto characters = std::span(text).subspan(line.first, line.end - line.first);
        ordered.insert(ordered.end(), characters.begin(), characters.end());
    };
    for (Line& first : lines) {
        if (first.isUsed) {
            continue;
        }
        take(first);
        TextBox column = first.box;
        bool isOpen = first.opensMark && isUpright(first);
        for (Line* line = &first; isOpen;) {
            line = nearestBelow(*line, column, lines);
            if (line == nullptr) {
                break;
            }
            take(*line);
            column.left = std::min(column.left, line->box.left);
            column.right = std::max(column.right, line->box.right);
            isOpen = isOpen != line->opensMark;
        }
    }
    return ordered;
}

std::string utf8Of(const PlacedText& text) {
    std::string utf8;
    utf8.reserve(text.size());
    for (const PlacedCharacter& each : text) {
        std::array<char, 8> bytes{};
        const auto length = g_unichar_to_utf8(each.character, bytes.data());
        utf8.append(bytes.data(), static_cast<std::size_t>(length));
    }
    return utf8;
}

}  // namespace voipnow
