// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_preview.hpp"

#include <strings.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "filters/line_time.hpp"

namespace voipnow {
namespace {

double blackShare(const BitPage& page) {
    std::uint64_t black = 0;
    for (const std::uint8_t bits : page.bytes()) {
        black += static_cast<std::uint64_t>(std::popcount(bits));
    }
    const std::size_t all = page.width() * page.height();
    return all == 0 ? 0 : static_cast<double>(black) / static_cast<double>(all);
}

double seconds(const PageCost& page) {
    return secondsOnTheLine(page.t6Bytes, kFastModem);
}

double middleSeconds(const std::vector<PageCost>& pages) {
    std::vector<double> all;
    std::transform(pages.begin(), pages.end(), std::back_inserter(all), &seconds);
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    return *middle;
}

bool is(const std::string& content, const char* choice) {
    return strcasecmp(content.c_str(), choice) == 0;
}

// "Page 3 is", "Pages 3, 5 are".
std::string subject(const std::vector<int>& pages, const char* one, const char* several) {
    return pages.size() == 1 ? "Page " + std::to_string(pages.front()) + ' ' + one
                             : "Pages " + listedPages(pages) + ' ' + several;
}

// The next lower resolution; null for the lowest.
const char* lowerThan(const Resolution& resolution) {
    return resolution.down > 300 ? "204x196dpi" : resolution.down > 150 ? "204x98dpi" : nullptr;
}

// Dots make T.6 nearly as long as MH, or longer; it has about half as many bytes for text and lines.
bool hasDots(const PageCost& page) {
    return static_cast<double>(page.t6Bytes) > 0.7 * static_cast<double>(page.mhBytes);
}

std::string whatToTryWhenSlow(const PageCost& page, const std::string& content) {
    std::string ways;
    if (const char* lower = lowerThan(page.resolution)) {
        ways = std::string(" -o Resolution=") + lower + ", for fewer scan lines";
    }
    if (hasDots(page) && !is(content, "Text")) {
        ways += std::string(ways.empty() ? "" : ";") + " -o FaxContent=Text, for photographs without dots";
    }
    return ways.empty() ? " Print the other pages only, or give the document less gray and fewer pictures."
                        : " Try:" + ways + '.';
}

std::vector<PageHint> slowHints(const std::vector<PageCost>& pages, const std::string& content) {
    const double middle = middleSeconds(pages);
    const bool hasOthers = pages.size() >= 3;
    PageHint hint{PageHint::Kind::kSlow, {}, {}};
    const PageCost* slowest = nullptr;
    for (const PageCost& page : pages) {
        const double time = seconds(page);
        if (time > kSlowSeconds ||
            (hasOthers && time > kSlowSecondsAmongOthers && time > kSlowTimesMiddle * middle)) {
            hint.pages.push_back(page.page);
            slowest = slowest == nullptr || time > seconds(*slowest) ? &page : slowest;
        }
    }
    if (slowest == nullptr) {
        return {};
    }
    hint.text = subject(hint.pages, "takes long on the line: ", "take long on the line: up to ") +
                std::to_string(std::lround(seconds(*slowest))) + " seconds at 14,400 bit/s" +
                (hasOthers && hint.pages.size() * 2 < pages.size()
                     ? ", where the middle page takes " + std::to_string(std::lround(middle))
                     : "") +
                '.' + whatToTryWhenSlow(*slowest, content);
    return {hint};
}

std::vector<PageHint> darkHints(const std::vector<PageCost>& pages, const std::string& content) {
    PageHint hint{PageHint::Kind::kDark, {}, {}};
    const PageCost* darkest = nullptr;
    for (const PageCost& page : pages) {
        if (page.black > kDarkShare) {
            hint.pages.push_back(page.page);
            darkest = darkest == nullptr || page.black > darkest->black ? &page : darkest;
        }
    }
    if (darkest == nullptr) {
        return {};
    }
    hint.text = subject(hint.pages, "is dark: ", "are dark: up to ") +
                std::to_string(std::lround(darkest->black * 100)) +
                " % black. That takes toner, and small print drowns in it. " +
                (hasDots(*darkest) && !is(content, "Text") ? "Try: -o FaxContent=Text; or give " : "Give ") +
                "the document a light background.";
    return {hint};
}

}  // namespace

PageCost costOf(const FaxPdfPage& page, const BitPage& pixels) {
    return {page.number,    page.width,      page.height,       page.resolution,
            page.g4.size(), mhBytes(pixels), blackShare(pixels)};
}

PageCost costOfAll(const std::vector<PageCost>& pages) {
    PageCost all;
    double area = 0;
    double black = 0;
    for (const PageCost& page : pages) {
        all.t6Bytes += page.t6Bytes;
        all.mhBytes += page.mhBytes;
        const double pixels = static_cast<double>(page.width) * static_cast<double>(page.height);
        area += pixels;
        black += page.black * pixels;
    }
    all.black = area > 0 ? black / area : 0;
    return all;
}

std::vector<PageHint> hintsFor(const std::vector<PageCost>& pages, const std::string& content) {
    if (pages.empty()) {
        return {};
    }
    std::vector<PageHint> hints = slowHints(pages, content);
    const std::vector<PageHint> dark = darkHints(pages, content);
    hints.insert(hints.end(), dark.begin(), dark.end());
    return hints;
}

std::string listedPages(const std::vector<int>& pages) {
    std::string text;
    for (std::size_t first = 0; first < pages.size();) {
        std::size_t last = first;
        while (last + 1 < pages.size() && pages[last + 1] == pages[last] + 1) {
            ++last;
        }
        text += (text.empty() ? "" : ", ") + std::to_string(pages[first]);
        if (last > first) {
            text += (last == first + 1 ? ", " : "-") + std::to_string(pages[last]);
        }
        first = last + 1;
    }
    return text;
}

}  // namespace voipnow
