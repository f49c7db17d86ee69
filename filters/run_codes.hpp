// The code words of ITU-T T.4 for runs of white and of black pixels, which T.6 uses too.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run is coded as kLongestMakeUp, as many times as its 2,560 pixels go into the run; then a make-up code
// for the greatest multiple of 64 pixels in what is left, unless that is 0; then a terminating code for the
// last 0 to 63 pixels.
#pragma once

#include <array>
#include <cstdint>

namespace voipnow {

// The lowest `length` bits of `bits`, the highest of them first on the line.
struct CodeWord {
    std::uint32_t bits = 0;
    std::uint32_t length = 0;
};

struct RunCodes {
    std::array<CodeWord, 64> terminating;  // [n] is for n pixels
    std::array<CodeWord, 40> makeUp;       // [n] is for n * 64 pixels; [0] is empty
};

extern const RunCodes kWhiteRuns;
extern const RunCodes kBlackRuns;

constexpr std::uint32_t kLongestMakeUpRun = 2560;
constexpr CodeWord kLongestMakeUp{0b000000011111, 12};

// The code of a run shorter than kLongestMakeUpRun, make-up and terminating code as one.
inline CodeWord codeOfRun(const RunCodes& codes, std::uint32_t run) {
    const CodeWord& terminating = codes.terminating[run % 64];
    if (run < 64) {
        return terminating;
    }
    const CodeWord& makeUp = codes.makeUp[run / 64];
    return {makeUp.bits << terminating.length | terminating.bits, makeUp.length + terminating.length};
}

}  // namespace voipnow
