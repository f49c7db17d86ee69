// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/line_time.hpp"

#include <algorithm>
#include <span>

#include "filters/changing_elements.hpp"
#include "filters/run_codes.hpp"

namespace voipnow {
namespace {

constexpr std::uint64_t kEndOfLineBits = 12;

std::uint64_t bitsOfRun(const RunCodes& codes, std::uint32_t run) {
    return run / kLongestMakeUpRun * kLongestMakeUp.length + codeOfRun(codes, run % kLongestMakeUpRun).length;
}

// White and black runs in turn, the first one white, if only of 0 pixels.
std::uint64_t bitsOfScanLine(const ChangingElements& elements) {
    std::uint64_t bits = kEndOfLineBits;
    std::int32_t begin = 0;
    for (std::size_t run = 0; run <= elements.count(); ++run) {
        const std::int32_t end = elements.positions()[run];
        bits += bitsOfRun(run % 2 == 0 ? kWhiteRuns : kBlackRuns, static_cast<std::uint32_t>(end - begin));
        begin = end;
    }
    return bits;
}

}  // namespace

std::uint64_t mhBytes(const BitPage& page) {
    ChangingElements elements(page.width());
    std::span<const std::uint8_t> above;
    std::uint64_t bitsOfLine = 0;
    std::uint64_t bits = 0;
    for (std::size_t y = 0; y < page.height(); ++y) {
        const std::span<const std::uint8_t> scanLine = page.scanLine(y);
        if (!std::ranges::equal(scanLine, above)) {
            elements.find(scanLine);
            bitsOfLine = bitsOfScanLine(elements);
            above = scanLine;
        }
        bits += bitsOfLine;
    }
    return (bits + 7) / 8;
}

double secondsOnTheLine(std::uint64_t bytes, int bitsPerSecond) {
    return static_cast<double>(bytes) * 8 / bitsPerSecond;
}

}  // namespace voipnow
