// FaxLimits: how much a document may ask of the machine before it is refused.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Documents come from everybody, and some are made to hurt. Each limit ends in a JobError that names the page and the
// limit; none of them makes a page shorter or emptier. The pixels of a page need no limit of their own: pages of every
// size are drawn on the grid of the fax (filters/page_placement.hpp), which has at most 1728 x 5474 of them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace voipnow {

struct FaxLimits {
    int pages = 5000;                                      // of a document
    std::uint64_t documentBytes = std::uint64_t{1} << 30;  // as it comes from CUPS
    std::uint64_t faxBytes = std::uint64_t{1} << 30;       // of all fax pages
    std::size_t pageBytes = std::size_t{16} << 20;         // of one fax page
    std::chrono::seconds pageTime{20};                     // of a processor, for opening or one page
    std::chrono::seconds pageWait{60};                     // the same by the clock on the wall
    std::uint64_t memory = std::uint64_t{208} << 20;       // of a worker process, without its program
    // What a worker process may keep of the pages that it made, before a new one takes its place; no error comes of it.
    std::size_t growth = std::size_t{3} << 19;
};

}  // namespace voipnow
