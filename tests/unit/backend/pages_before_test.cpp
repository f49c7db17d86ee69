// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/pages_before.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

FaxEntry faxOf(FaxState state, const Recipient& recipient, int first, int pages,
               const std::string& digest = "") {
    FaxEntry fax;
    fax.key = first;
    fax.state = state;
    fax.serviceId = "262";
    fax.recipients = {recipient};
    fax.firstPage = first;
    fax.pages = pages;
    fax.digest = digest;
    return fax;
}

PlannedFax planned(const std::vector<Recipient>& recipients, int first, int pages,
                   const std::string& digest = "x") {
    return {recipients, first, pages, {}, digest};
}

TEST(PagesBefore, CountsWhatIsSentInDoubtOrGoingOn) {
    for (const auto& [state, has] : std::vector<std::pair<FaxState, bool>>{{FaxState::kSent, true},
                                                                           {FaxState::kInDoubt, true},
                                                                           {FaxState::kPrepared, false},
                                                                           {FaxState::kCreated, false},
                                                                           {FaxState::kUploading, false},
                                                                           {FaxState::kHeld, false},
                                                                           {FaxState::kCanceled, false},
                                                                           {FaxState::kFailed, false},
                                                                           {FaxState::kResent, false}}) {
        const std::vector<FaxEntry> faxes{faxOf(state, {"111"}, 1, 2)};
        EXPECT_EQ(PagesBefore(faxes, {}).has({"111"}, planned({{"111"}}, 1, 2)), has) << nameOf(state);
        EXPECT_FALSE(PagesBefore(faxes, {}).has({"222"}, planned({{"222"}}, 1, 2)));
        EXPECT_TRUE(PagesBefore(faxes, {1}).has({"111"}, planned({{"111"}}, 1, 2))) << "it is going on";
    }
}

TEST(PagesBefore, TakesARecipientWithAnotherPrefixForTheSame) {
    std::vector<FaxEntry> faxes{faxOf(FaxState::kSent, {"5550100"}, 1, 2),
                                faxOf(FaxState::kInDoubt, {"95550101"}, 1, 2)};
    faxes[1].prefix = "9";
    const PagesBefore nine(faxes, {}, "9");
    EXPECT_TRUE(nine.has({"95550100"}, planned({{"95550100"}}, 1, 2)));
    EXPECT_TRUE(nine.has({"95550101"}, planned({{"95550101"}}, 1, 2)));
    EXPECT_FALSE(nine.has({"995550101"}, planned({{"995550101"}}, 1, 2)))
        << "the number 95550101, dialled with 9";
    const PagesBefore none(faxes, {});
    EXPECT_TRUE(none.has({"5550100"}, planned({{"5550100"}}, 1, 2)));
    EXPECT_TRUE(none.has({"5550101"}, planned({{"5550101"}}, 1, 2)));
    EXPECT_FALSE(none.has({"95550101"}, planned({{"95550101"}}, 1, 2)));
}

TEST(PagesBefore, KnowsPagesByTheirPlaceOrTheirDigest) {
    const std::vector<FaxEntry> faxes{faxOf(FaxState::kSent, {"111"}, 3, 2, "ab"),
                                      faxOf(FaxState::kSent, {"222"}, 1, 0)};
    const PagesBefore before(faxes, {});
    EXPECT_TRUE(before.has({"111"}, planned({{"111"}}, 3, 2)));
    EXPECT_TRUE(before.has({"111"}, planned({{"111"}}, 1, 2, "ab"))) << "printed with page-ranges";
    EXPECT_FALSE(before.has({"111"}, planned({{"111"}}, 1, 2))) << "the pages before them";
    EXPECT_TRUE(before.has({"222"}, planned({{"222"}}, 1, 7))) << "an old journal does not know the pages";
}

TEST(PagesBefore, RefusesToTearPagesApart) {
    const std::vector<FaxEntry> faxes{faxOf(FaxState::kSent, {"111"}, 3, 2, "ab")};
    const PagesBefore before(faxes, {});
    expectJobError(JobEnd::kHeld, "pages 3 to 4", [&] { before.has({"111"}, planned({{"111"}}, 4, 2)); });
    expectJobError(JobEnd::kHeld, "page-ranges", [&] { before.has({"111"}, planned({{"111"}}, 1, 6)); });
}

TEST(PagesBefore, RefusesANameThatHadAnotherNumber) {
    const std::vector<FaxEntry> faxes{faxOf(FaxState::kSent, {"111", "First Bank"}, 1, 2)};
    const PagesBefore before(faxes, {});
    const Recipient moved{"222", "First Bank"};
    expectJobError(JobEnd::kHeld, "has the number 222 now",
                   [&] { before.has(moved, planned({moved}, 1, 2)); });
    EXPECT_FALSE(before.has(moved, planned({moved}, 3, 1))) << "other pages";
    EXPECT_FALSE(before.has(moved, planned({{"111", "First Bank"}, moved}, 1, 2))) << "it has two numbers";
    EXPECT_FALSE(before.has({"222"}, planned({{"222"}}, 1, 2))) << "a number that was written by hand";
}

}  // namespace
}  // namespace voipnow
