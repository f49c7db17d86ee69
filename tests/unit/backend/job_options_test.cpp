// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_options.hpp"

#include <cups/cups.h>
#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace voipnow {
namespace {

std::string joined(const std::string& text) {
    std::string list;
    for (const JobOption& option : parseJobOptions(text)) {
        list += '[' + option.name + '|' + option.value + ']';
    }
    return list;
}

TEST(JobOptions, ReadsThemAsCupsdEscapesThem) {
    EXPECT_EQ(joined(""), "");
    EXPECT_EQ(joined("phone=5551234 PageSize=A4"), "[PageSize|A4][phone|5551234]");
    EXPECT_EQ(joined(R"(phone=+1\ \(555\)\ 010-0000,\ 12)"), "[phone|+1 (555) 010-0000, 12]");
    EXPECT_EQ(joined(R"(job-billing=say\ \"hi\"\ \\)"), R"([job-billing|say "hi" \])");
    EXPECT_EQ(joined("phone=7778888,1234567890"), "[phone|7778888,1234567890]");
    EXPECT_EQ(joined("phone=1 phone=2"), "[phone|2]");
}

TEST(JobOptions, ShowsStrayWordsAsOptions) {
    EXPECT_EQ(joined("phone=+1 (555) 010-0000"), "[(555)|true][010-0000|true][phone|+1]");
    EXPECT_EQ(joined("phone"), "[phone|true]");
}

// What libcups itself reads.
std::string joinedByCups(const std::string& text) {
    cups_option_t* options = nullptr;
    const int count = ::cupsParseOptions(text.c_str(), 0, &options);
    std::string list;
    for (int i = 0; i < count; ++i) {
        list += std::string("[") + options[i].name + '|' + options[i].value + ']';
    }
    ::cupsFreeOptions(count, options);
    return list;
}

// Words of all kinds in all orders, most of them plain: what libcups reads is read, whether it is asked or not.
TEST(JobOptions, ReadsWhatLibcupsReads) {
    const std::vector<std::string> words{
        "PageSize=A4",   "pagesize=Letter", "phone=5551234",
        "phone=+1*2#",   "Phone=0003*210",  "job-uuid=urn:uuid:3d4c1a5e-1b1a-3b0c-5f5e-0123456789ab",
        "a=1",           "A_b=x@y",         "print-quality=5",
        "p=1",           "nocollate",       "collate",
        "empty=",        "=value",          "two=a=b",
        R"(title=a\ b)", "quoted=\"c d\"",  "list=a,b",
        "col={x=1 y=2}"};
    std::mt19937 random(11);
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (std::size_t left = random() % 6; left > 0; --left) {
            text += words[random() % words.size()] + (random() % 8 == 0 ? "  " : " ");
        }
        ASSERT_EQ(joined(text), joinedByCups(text)) << text;
        text = text.substr(0, text.empty() ? 0 : text.size() - 1);
        ASSERT_EQ(joined(text), joinedByCups(text)) << text;
    }
}

TEST(JobOptions, FindsAValueWithoutRegardToCase) {
    const auto options = parseJobOptions("Phone=1 faxPrefix=");
    EXPECT_EQ(valueOf(options, "phone"), "1");
    EXPECT_EQ(valueOf(options, "faxprefix"), "");
    EXPECT_EQ(valueOf(options, "Resolution"), std::nullopt);
}

}  // namespace
}  // namespace voipnow
