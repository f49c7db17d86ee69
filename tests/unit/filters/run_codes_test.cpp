// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/run_codes.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace voipnow {
namespace {

std::string digits(const CodeWord& code) {
    std::string digits;
    for (std::uint32_t i = code.length; i > 0; --i) {
        digits += (code.bits >> (i - 1) & 1) != 0 ? '1' : '0';
    }
    return digits;
}

// All that may stand where a run of this colour begins.
std::vector<std::string> wordsOf(const RunCodes& codes) {
    std::vector<std::string> words{digits(kLongestMakeUp), "000000000001"};  // the latter ends a line
    for (const CodeWord& code : codes.terminating) {
        words.push_back(digits(code));
    }
    for (std::size_t i = 1; i < codes.makeUp.size(); ++i) {
        words.push_back(digits(codes.makeUp[i]));
    }
    return words;
}

TEST(RunCodesTest, AreThoseOfT4) {
    EXPECT_EQ(digits(codeOfRun(kWhiteRuns, 0)), "00110101");
    EXPECT_EQ(digits(codeOfRun(kWhiteRuns, 63)), "00110100");
    EXPECT_EQ(digits(codeOfRun(kBlackRuns, 2)), "11");
    EXPECT_EQ(digits(codeOfRun(kBlackRuns, 63)), "000001100111");
    EXPECT_EQ(digits(codeOfRun(kWhiteRuns, 64)),
              "11011"
              "00110101");
    EXPECT_EQ(digits(codeOfRun(kWhiteRuns, 1728)),
              "010011011"
              "00110101");
    EXPECT_EQ(digits(codeOfRun(kBlackRuns, 1728 + 1)),
              "0000001100101"
              "010");
    EXPECT_EQ(digits(codeOfRun(kWhiteRuns, 1792)),
              "00000001000"
              "00110101");
    EXPECT_EQ(digits(codeOfRun(kBlackRuns, 2559)),
              "000000011110"
              "000001100111");
}

TEST(RunCodesTest, CanBeToldApart) {
    for (const RunCodes* codes : {&kWhiteRuns, &kBlackRuns}) {
        const std::vector<std::string> words = wordsOf(*codes);
        for (const std::string& word : words) {
            int beginWithIt = 0;
            for (const std::string& other : words) {
                beginWithIt += other.starts_with(word) ? 1 : 0;
            }
            EXPECT_EQ(beginWithIt, 1) << word;
        }
    }
}

}  // namespace
}  // namespace voipnow
