// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_arguments.hpp"

#include <gtest/gtest.h>

#include <ctime>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

constexpr std::int64_t kNow = 1'768'299'300;  // 2026-01-13 10:15 UTC

std::int64_t since(const std::string& when) {
    return parseLogArguments({"--since", when}, kNow).choice.since;
}

TEST(LogArguments, AreAllJobsForPeopleByThemselves) {
    const LogArguments parsed = parseLogArguments({}, kNow);
    EXPECT_FALSE(parsed.json);
    EXPECT_FALSE(parsed.help);
    EXPECT_EQ(parsed.choice.since, 0);
    EXPECT_EQ(parsed.choice.last, 0);
    EXPECT_TRUE(parsed.stateDir.empty());
}

TEST(LogArguments, AreTakenWithTheirValuesInBothForms) {
    const LogArguments parsed = parseLogArguments({"--json", "--last", "20", "--state-dir=/srv/fax"}, kNow);
    EXPECT_TRUE(parsed.json);
    EXPECT_EQ(parsed.choice.last, 20);
    EXPECT_EQ(parsed.stateDir, "/srv/fax");
    EXPECT_EQ(parseLogArguments({"--last=3"}, kNow).choice.last, 3);
    EXPECT_TRUE(parseLogArguments({"--help"}, kNow).help);
}

TEST(LogArguments, SinceIsADayATimeOrHowLongAgo) {
    const Environment zone("TZ", "Europe/Berlin");
    ::tzset();
    EXPECT_EQ(since("2026-01-13"), kNow - 40'500);
    EXPECT_EQ(since("2026-01-13 11:15"), kNow);
    EXPECT_EQ(since("2026-01-13T11:15"), kNow);
    EXPECT_EQ(since("2025-07-01 00:00"), 1'751'320'800);  // in summer time
    EXPECT_EQ(since("90s"), kNow - 90);
    EXPECT_EQ(since("10m"), kNow - 600);
    EXPECT_EQ(since("7d"), kNow - 604'800);
}

TEST(LogArguments, AreRefusedWithTheReason) {
    struct Case {
        std::vector<std::string> words;
        std::string reason;
    };
    const std::vector<Case> table{
        {{"--jsn"}, "unknown argument --jsn"},
        {{"12"}, "unknown argument 12"},
        {{"--last"}, "--last needs a value"},
        {{"--last", "0"}, "a number of jobs; not 0"},
        {{"--last", "-3"}, "not -3"},
        {{"--last", "many"}, "not many"},
        {{"--since"}, "--since needs a value"},
        {{"--since", "yesterday"}, "not yesterday"},
        {{"--since", "2026-13-01"}, "not 2026-13-01"},
        {{"--since="}, "not "},
    };
    for (const Case& each : table) {
        try {
            parseLogArguments(each.words, kNow);
            ADD_FAILURE() << each.reason;
        } catch (const WrongArguments& error) {
            EXPECT_NE(std::string(error.what()).find(each.reason), std::string::npos) << error.what();
        }
    }
}

TEST(LogArguments, CanAskToGoOn) {
    EXPECT_FALSE(parseLogArguments({"--json"}, 0).follow);
    EXPECT_TRUE(parseLogArguments({"--follow", "--json"}, 0).follow);
}

}  // namespace
}  // namespace voipnow
