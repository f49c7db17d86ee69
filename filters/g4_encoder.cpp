// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/g4_encoder.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>

#include "filters/bit_writer.hpp"
#include "filters/changing_elements.hpp"
#include "filters/run_codes.hpp"

namespace voipnow {
namespace {

// T.6, table 1.
constexpr CodeWord kPass{0b0001, 4};
constexpr CodeWord kHorizontal{0b001, 3};
constexpr std::int32_t kFarthestVertical = 3;
constexpr std::array<CodeWord, 7> kVertical{{
    {0b0000010, 7},  // VL(3): a1 is 3 pixels to the left of b1
    {0b000010, 6},
    {0b010, 3},
    {0b1, 1},  // V(0): a1 is just under b1
    {0b011, 3},
    {0b000011, 6},
    {0b0000011, 7},  // VR(3)
}};
constexpr CodeWord kEndOfLine{0b000000000001, 12};

constexpr std::size_t kFirstBytes = 4096;  // of memory for the code; it is doubled whenever it gets short

// More than any scan line takes. The worst is 19 bits for one pixel (horizontal mode, one white pixel, no
// black one); besides, there are the bits that wait in the writer, the end-of-block mark, and the rest of the
// last word.
constexpr std::size_t mostBytesOfLine(std::size_t width) {
    return 3 * width + 32;
}

void put(CodeWord code, BitWriter& out) {
    out.put(code.bits, code.length);
}

void putRun(const RunCodes& codes, std::uint32_t run, BitWriter& out) {
    for (; run >= kLongestMakeUpRun; run -= kLongestMakeUpRun) {
        put(kLongestMakeUp, out);
    }
    put(codeOfRun(codes, run), out);
}

// Takes a copy of the writer, so that this rare case does not force the caller's out of its registers.
BitWriter putLongRuns(const RunCodes& codes, std::uint32_t run, const RunCodes& nextCodes,
                      std::uint32_t nextRun, BitWriter out) {
    putRun(codes, run, out);
    putRun(nextCodes, nextRun, out);
    return out;
}

// Horizontal mode: a run, and the next one of the other colour.
void putHorizontal(bool white, std::int32_t length, std::int32_t nextLength, BitWriter& out) {
    const RunCodes& codes = white ? kWhiteRuns : kBlackRuns;
    const RunCodes& nextCodes = white ? kBlackRuns : kWhiteRuns;
    const auto run = static_cast<std::uint32_t>(length);
    const auto nextRun = static_cast<std::uint32_t>(nextLength);
    put(kHorizontal, out);
    if (std::max(run, nextRun) < kLongestMakeUpRun) {
        put(codeOfRun(codes, run), out);
        put(codeOfRun(nextCodes, nextRun), out);
    } else {
        out = putLongRuns(codes, run, nextCodes, nextRun, out);
    }
}

// T.6, 2.2: the coding line as its differences from the reference line; a0, a1, a2, b1, b2 are T.6's names.
//
// `a` points to a1 and `b` to b1 among the lines' changing elements. b1 is the first to the right of a0 that
// changes to the same colour as a1, so the next candidate for b1 is always two steps further on.
//
// The branches are on purpose: while they go as foreseen, the processor begins a step before it knows where
// the one before ends. Finding b1 by arithmetic or conditional moves instead took up to half as long again.
BitWriter encodeLine(const ChangingElements& reference, const ChangingElements& coding, std::int32_t width,
                     BitWriter out) {
    const std::int32_t* a = coding.positions();
    const std::int32_t* b = reference.positions();
    for (std::int32_t a0 = 0; a0 < width;) {
        const std::int32_t a1 = *a;
        const std::int32_t b1 = *b;
        const std::int32_t b2 = b[1];
        const auto vertical = static_cast<std::uint32_t>(a1 - b1 + kFarthestVertical);
        if (b2 < a1) {
            put(kPass, out);
            a0 = b2;
            b += 2;
        } else if (vertical < kVertical.size()) {
            put(kVertical[vertical], out);
            a0 = a1;
            ++a;
            // The other colour now. Within three pixels there is room for one changing element to step over.
            if (b[-1] > a0) [[unlikely]] {
                --b;
            } else if (b2 <= a0) [[unlikely]] {
                b += 3;
            } else {
                ++b;
            }
        } else {
            const std::int32_t a2 = a[1];
            const bool white = (a - coding.positions()) % 2 == 0;
            putHorizontal(white, a1 - a0, a2 - a1, out);
            a0 = a2;
            a += 2;
            while (*b <= a0) {
                b += 2;
            }
        }
    }
    return out;
}

}  // namespace

std::vector<std::byte> encodeG4(const BitPage& page) {
    std::vector<std::byte> code(kFirstBytes + mostBytesOfLine(page.width()));
    BitWriter out(code.data());
    ChangingElements reference(page.width());
    ChangingElements coding(page.width());
    std::span<const std::uint8_t> above;
    for (std::size_t y = 0; y < page.height(); ++y) {
        const auto stored = static_cast<std::size_t>(out.next() - code.data());
        if (code.size() - stored < mostBytesOfLine(page.width())) {
            code.resize(2 * code.size());
            out.moveTo(code.data() + stored);
        }
        const std::span<const std::uint8_t> scanLine = page.scanLine(y);
        if (std::ranges::equal(scanLine, above)) {
            // Each changing element, and the end of the line, is just under its like above: V(0), which is 1.
            out.putOnes(reference.count() + 1);
        } else {
            coding.find(scanLine);
            out = encodeLine(reference, coding, static_cast<std::int32_t>(page.width()), out);
            std::swap(reference, coding);
            above = scanLine;
        }
    }
    put(kEndOfLine, out);
    put(kEndOfLine, out);
    code.resize(static_cast<std::size_t>(out.finish() - code.data()));
    return code;
}

}  // namespace voipnow
