// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_marks.hpp"

#include <glib.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "backend/job_error.hpp"
#include "filters/page_text.hpp"
#include "filters/text_columns.hpp"

namespace voipnow {
namespace {

// @ itself, and the first byte of its wider forms.
constexpr std::string_view kBytesOfAt = "@\xEF";

using Text = std::unique_ptr<char, decltype(&g_free)>;
using Rectangles = std::unique_ptr<PopplerRectangle, decltype(&g_free)>;

// Characters of one line have the same height, or nearly: a box ends where the next character stands elsewhere.
bool continues(const TextBox& box, const TextBox& next) {
    constexpr double kSame = 0.01;  // points
    return std::abs(box.top - next.top) < kSame && std::abs(box.bottom - next.bottom) < kSame &&
           next.left >= box.left && next.left <= box.right + (box.bottom - box.top);
}

std::vector<TextBox> boxesOf(std::span<const PlacedCharacter> characters) {
    std::vector<TextBox> boxes;
    for (const PlacedCharacter& each : characters) {
        const TextBox& next = each.box;
        if (!(next.right > next.left) || !(next.bottom > next.top)) {
            continue;  // a line break
        }
        if (!boxes.empty() && continues(boxes.back(), next)) {
            boxes.back().right = std::max(boxes.back().right, next.right);
        } else {
            boxes.push_back(next);
        }
    }
    return boxes;
}

TextBox boxOf(const PopplerRectangle& rectangle) {
    return {std::min(rectangle.x1, rectangle.x2), std::min(rectangle.y1, rectangle.y2),
            std::max(rectangle.x1, rectangle.x2), std::max(rectangle.y1, rectangle.y2)};
}

// Poppler sets these about what is written from right to left, and gives them no place.
bool isDirectionMark(gunichar c) {
    constexpr gunichar kFirst = 0x202A;
    constexpr gunichar kLast = 0x202E;
    return c >= kFirst && c <= kLast;
}

// The characters of the page with their places, as Poppler gives them. Nothing where the two do not fit together.
PlacedText placed(PopplerPage* page) {
    const Text text(poppler_page_get_text(page), &g_free);
    if (!text || std::string_view(text.get()).find_first_of(kBytesOfAt) == std::string_view::npos) {
        return {};
    }
    PopplerRectangle* found = nullptr;
    guint count = 0;
    poppler_page_get_text_layout(page, &found, &count);
    const Rectangles rectangles(found, &g_free);
    const bool hasDirectionMarks = count != static_cast<guint>(g_utf8_strlen(text.get(), -1));
    PlacedText characters;
    characters.reserve(count);
    for (const char* at = text.get(); *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (hasDirectionMarks && isDirectionMark(c)) {
            continue;
        }
        if (characters.size() == count) {
            return {};
        }
        characters.push_back({c, boxOf(std::span(found, count)[characters.size()])});
    }
    return characters.size() == count ? characters : PlacedText{};
}

// On rotated pages Poppler's box of a blank is that of the words about it.
PlacedText withoutBoxesOfBlanks(PlacedText text) {
    for (PlacedCharacter& each : text) {
        if (g_unichar_isspace(each.character) != FALSE) {
            each.box = {};
        }
    }
    return text;
}

// What a text says.
struct Reading {
    std::vector<PageMark> marks = {};
    std::vector<std::string> letters = {};  // of each mark, small ones
    std::string error = {};
    bool isWhole = true;
    bool hasGap = false;  // in a list of recipients; something may belong there that is drawn elsewhere

    bool isBad() const { return !error.empty(); }
};

bool isAsciiWord(std::uint32_t c) {
    constexpr std::uint32_t kFirstNotAscii = 0x80;
    return c < kFirstNotAscii && g_ascii_isalnum(static_cast<char>(c)) != FALSE;
}

bool contains(std::span<const PlacedCharacter> text, std::uint32_t character) {
    return std::any_of(text.begin(), text.end(),
                       [character](const PlacedCharacter& each) { return each.character == character; });
}

std::string lettersOf(std::span<const PlacedCharacter> text) {
    std::string letters;
    for (const PlacedCharacter& each : text) {
        if (isAsciiWord(each.character)) {
            letters += g_ascii_tolower(static_cast<char>(each.character));
        }
    }
    return letters;
}

Reading read(const PlacedText& characters) {
    Reading reading;
    try {
        for (const FaxMark& mark : findFaxMarks(utf8Of(characters))) {
            const auto own = std::span(characters).subspan(mark.first, mark.last - mark.first + 1);
            if (contains(own, PageText::kUnknown)) {
                throw BadMark('"' + mark.value + "\" is written with a letter that cannot be read");
            }
            reading.hasGap =
                reading.hasGap || (mark.kind == FaxMarkKind::kFax &&
                                   (contains(own, PageText::kGap) || contains(own, PageText::kSpacing)));
            reading.marks.push_back({mark, boxesOf(own)});
            reading.letters.push_back(lettersOf(own));
        }
    } catch (const BadMark& error) {
        reading.marks.clear();
        reading.error = error.what();
    }
    return reading;
}

Reading readDrawn(const DrawnText& drawn) {
    Reading best;
    for (const PageText& text : textsOf(drawn)) {
        Reading reading = read(text.characters);
        reading.isWhole = text.isWhole;
        if (!reading.marks.empty()) {
            return reading;
        }
        if (!best.isBad()) {
            best = std::move(reading);
        }
    }
    return best;
}

std::string withoutBlanks(std::string text) {
    std::erase(text, ' ');
    return text;
}

// In which recipients the two differ, when both name some.
std::string difference(const Reading& first, const Reading& second) {
    const std::size_t both = std::min(first.marks.size(), second.marks.size());
    for (std::size_t i = 0; i < both; ++i) {
        const FaxMark& one = first.marks[i].mark;
        const FaxMark& other = second.marks[i].mark;
        if (one.kind == FaxMarkKind::kFax && withoutBlanks(one.value) != withoutBlanks(other.value)) {
            return '"' + one.value + "\" can also be read as \"" + other.value + '"';
        }
    }
    return {};
}

// Whether the glyph is a letter or digit that the mark, in whose boxes it stands, does not have.
bool isOther(const DrawnGlyph& glyph, const PageMark& mark, const std::string& letters) {
    const bool isInside = std::any_of(mark.boxes.begin(), mark.boxes.end(), [&glyph](const TextBox& box) {
        return box.contains(glyph.x, glyph.y);
    });
    return isInside && std::any_of(glyph.text.begin(), glyph.text.end(), [&letters](char32_t c) {
               return isAsciiWord(c) &&
                      letters.find(g_ascii_tolower(static_cast<char>(c))) == std::string::npos;
           });
}

[[noreturn]] void refuse(const std::string& error, int number, int job) {
    throw JobError(JobEnd::kHeld,
                   "Nothing was faxed: on page " + std::to_string(number) + " the mark " + error +
                       ". Correct the document and print it again; if that is no mark but a part of the "
                       "text: lp -i " +
                       std::to_string(job) + " -o fax-marks=text -o phone=NUMBER -H resume");
}

// Poppler's boxes are not always right, and nothing but the mark may be taken off the page.
void refuseOtherText(const Reading& reading, const DrawnText& drawn, int number, int job) {
    for (std::size_t i = 0; i < reading.marks.size(); ++i) {
        for (const DrawnGlyph& glyph : drawn.glyphs()) {
            if (isOther(glyph, reading.marks[i], reading.letters[i])) {
                refuse('"' + reading.marks[i].mark.value +
                           "\" cannot be taken off the page without other text that stands there",
                       number, job);
            }
        }
    }
}

}  // namespace

std::vector<PageMark> marksOn(PopplerPage* page, const DrawnText& drawn, int number, int job) {
    const Reading first = readDrawn(drawn);
    if (!first.marks.empty() && first.isWhole && !first.hasGap) {
        return first.marks;
    }
    // Drawn in another order, not drawn at all (a scan), or with glyphs that do not tell their text.
    const Reading second = read(withoutBoxesOfBlanks(inReadingOrder(placed(page))));
    if (first.marks.empty() && second.marks.empty()) {
        if (const Reading& bad = first.isBad() ? first : second; bad.isBad()) {
            refuse(bad.error, number, job);
        }
    }
    if (const std::string doubt = difference(first, second); first.hasGap && !doubt.empty()) {
        refuse(doubt, number, job);
    }
    if (second.marks.size() <= first.marks.size()) {
        return first.marks;
    }
    refuseOtherText(second, drawn, number, job);
    return second.marks;
}

std::vector<TextBox> boxesOf(const std::vector<PageMark>& marks) {
    std::vector<TextBox> boxes;
    for (const PageMark& mark : marks) {
        boxes.insert(boxes.end(), mark.boxes.begin(), mark.boxes.end());
    }
    return boxes;
}

}  // namespace voipnow
