// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_marks.hpp"

#include <glib.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>

#include "backend/job_error.hpp"
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

// The characters of the page with their places, as Poppler gives them. The page's text in UTF-8 is `text`.
PlacedText placed(PopplerPage* page, const char* text, int number) {
    PopplerRectangle* found = nullptr;
    guint count = 0;
    poppler_page_get_text_layout(page, &found, &count);
    const Rectangles rectangles(found, &g_free);
    if (count != static_cast<guint>(g_utf8_strlen(text, -1))) {
        throw JobError(JobEnd::kHeld, "Nothing was faxed: the place of the marks on page " +
                                          std::to_string(number) +
                                          " cannot be found. Print it from another program.");
    }
    PlacedText characters;
    characters.reserve(count);
    for (const PopplerRectangle& each : std::span(found, count)) {
        characters.push_back({g_utf8_get_char(text), boxOf(each)});
        text = g_utf8_next_char(text);
    }
    return characters;
}

std::vector<FaxMark> readMarks(const std::string& text, int number, int job) {
    try {
        return findFaxMarks(text);
    } catch (const BadMark& error) {
        throw JobError(JobEnd::kHeld,
                       "Nothing was faxed: on page " + std::to_string(number) + " the mark " + error.what() +
                           ". Correct the document and print it again; if that is no mark but a part of the "
                           "text: lp -i " +
                           std::to_string(job) + " -o fax-marks=text -H resume");
    }
}

}  // namespace

std::vector<PageMark> marksOn(PopplerPage* page, int number, int job) {
    const Text text(poppler_page_get_text(page), &g_free);
    if (!text || std::string_view(text.get()).find_first_of(kBytesOfAt) == std::string_view::npos) {
        return {};
    }
    const PlacedText characters = inReadingOrder(placed(page, text.get(), number));
    const std::vector<FaxMark> marks = readMarks(utf8Of(characters), number, job);
    std::vector<PageMark> found;
    found.reserve(marks.size());
    for (const FaxMark& mark : marks) {
        found.push_back(
            {mark, boxesOf(std::span(characters).subspan(mark.first, mark.last - mark.first + 1))});
    }
    return found;
}

}  // namespace voipnow
