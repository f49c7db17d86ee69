// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_words.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

TEST(JobWords, TellNamesValuesAndWhatCameLater) {
    const std::vector<JobWord> words = jobWords("Bank phone=First job-uuid=urn:uuid:1 noBank phone=x");
    ASSERT_EQ(words.size(), 5U);
    EXPECT_EQ(words[0].name, "Bank");
    EXPECT_FALSE(words[0].hasValue);
    EXPECT_FALSE(words[0].isLater);
    EXPECT_EQ(words[1].name, "phone");
    EXPECT_TRUE(words[1].hasValue);
    EXPECT_FALSE(words[2].isLater);
    EXPECT_EQ(words[3].name, "noBank");
    EXPECT_TRUE(words[3].isLater);
    EXPECT_TRUE(words[4].isLater);
}

TEST(JobWords, PassOverValuesWithBlanksAndQuotes) {
    const std::vector<JobWord> words = jobWords(
        R"(job-uuid=1 document-name=a\ phone=1\ b.pdf title="x phone=2 y" z='phone=3 \' 4' phone2=5)");
    ASSERT_EQ(words.size(), 5U);
    EXPECT_FALSE(isGivenLater(words, "phone"));
    EXPECT_TRUE(isGivenLater(words, "PHONE2"));
}

TEST(JobWords, KnowWhenTheJobWasMade) {
    EXPECT_EQ(creationOf("phone=1 job-uuid=x time-at-creation=1795569488 time-at-processing=2"),
              "1795569488");
    EXPECT_EQ(creationOf("phone=1 a=time-at-creation\\=3"), "");
    EXPECT_FALSE(isGivenLater(jobWords("job-uuid=x phone=1 time-at-creation=7"), "phone"));
    EXPECT_TRUE(isGivenLater(jobWords("job-uuid=x time-at-creation=7 phone=1"), "phone"));
}

TEST(JobWords, AreNoneInAnEmptyText) {
    EXPECT_TRUE(jobWords("").empty());
    EXPECT_TRUE(jobWords("  \t ").empty());
}

}  // namespace
}  // namespace voipnow
