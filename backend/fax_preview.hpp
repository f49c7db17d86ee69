// What the pages of a fax cost on the telephone line, and what could be done about it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/fax_pdf_pages.hpp"
#include "filters/page_pixels.hpp"

namespace voipnow {

struct PageCost {
    int page = 0;  // from 1
    std::size_t width = 0;
    std::size_t height = 0;
    Resolution resolution = kDefaultResolution;
    std::uint64_t t6Bytes = 0;
    std::uint64_t mhBytes = 0;
    double black = 0;  // share of black pixels, 0 to 1
};

// `pixels` as the page's code was unpacked.
PageCost costOf(const FaxPdfPage& page, const BitPage& pixels);

// All pages together: sums; `black` of all their pixels. Page, size and resolution mean nothing.
PageCost costOfAll(const std::vector<PageCost>& pages);

// The speeds of a usual modem, in bits a second.
inline constexpr int kFastModem = 14'400;
inline constexpr int kSlowModem = 9'600;

// A page is slow when it takes more than 60 seconds on the line (T.6, 14,400 bit/s), or more than 30 seconds and three
// times as long as the middle one of at least three pages. It is dark when more than 40 % of it is black.
inline constexpr double kSlowSeconds = 60;
inline constexpr double kSlowSecondsAmongOthers = 30;
inline constexpr double kSlowTimesMiddle = 3;
inline constexpr double kDarkShare = 0.4;

struct PageHint {
    enum class Kind { kSlow, kDark };
    Kind kind = Kind::kSlow;
    std::vector<int> pages;  // at least one, in order
    std::string text;        // sentences: which pages, what they are, what to try
};

// At most one hint of a kind. `content` is the value of FaxContent that the pages were made with: nothing is advised
// that is done already.
std::vector<PageHint> hintsFor(const std::vector<PageCost>& pages, const std::string& content);

// "1-3, 7".
std::string listedPages(const std::vector<int>& pages);

}  // namespace voipnow
