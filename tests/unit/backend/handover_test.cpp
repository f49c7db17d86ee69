// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/handover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace voipnow {
namespace {

// A job of two faxes: three pages and a cover page to two recipients, and one page to one.
class HandoverTest : public ::testing::Test {
  protected:
    FaxEntry entry(FaxState state, std::size_t part) const {
        FaxEntry fax;
        fax.state = state;
        fax.recipients = planned_.at(part).recipients;
        fax.firstPage = planned_.at(part).firstPage;
        fax.pages = planned_.at(part).pages;
        return fax;
    }

    std::vector<FaxBatch> batches() const {
        return {{1, 0, planned_[0].recipients, false}, {2, 1, planned_[1].recipients, false}};
    }

    std::string said() {
        std::string text = out_.str();
        out_.str("");
        return text;
    }

    const std::vector<PlannedFax> planned_{{{{"111"}, {"222"}}, 1, 3}, {{{"333"}}, 4, 1}};
    const std::vector<FaxPart> parts_{{&planned_[0], {{"doc001", "a.pdf", 600}}, {"ab"}, 4},
                                      {&planned_[1], {{"doc001", "b.pdf", 400}}, {"cd"}, 1}};
    std::ostringstream out_;
    CupsMessages messages_{out_};
};

TEST_F(HandoverTest, CountsEachPageOfAFaxForEachOfItsRecipientsOnceTheServiceHasIt) {
    Handover handover(batches(), parts_, {}, messages_);
    handover.moved(600);
    EXPECT_EQ(said().find("PAGE:"), std::string::npos);
    handover.done(parts_[0], 2);
    EXPECT_EQ(said(), "PAGE: total 8\n");
    handover.moved(400);
    handover.done(parts_[1], 1);
    EXPECT_EQ(said(), "ATTR: job-media-progress=99\nPAGE: total 9\nATTR: job-media-progress=100\n");
}

TEST_F(HandoverTest, CountsWhatEarlierRunsHandedOverAgainAndAgainToTheSameNumber) {
    for (int run = 0; run < 2; ++run) {
        {
            const Handover handover({}, parts_, {entry(FaxState::kSent, 0), entry(FaxState::kHeld, 1)},
                                    messages_);
        }
        EXPECT_EQ(said(), "PAGE: total 8\n");
    }
}

TEST_F(HandoverTest, CountsWhatTheServiceMayHaveAndWhatAPersonHadSentAgain) {
    struct Case {
        FaxState state;
        const char* said;
    };
    for (const Case& each :
         {Case{FaxState::kInDoubt, "PAGE: total 1\n"}, Case{FaxState::kResent, "PAGE: total 1\n"},
          Case{FaxState::kPrepared, ""}, Case{FaxState::kCreated, ""}, Case{FaxState::kUploading, ""},
          Case{FaxState::kHeld, ""}, Case{FaxState::kFailed, ""}, Case{FaxState::kCanceled, ""}}) {
        { const Handover handover({}, parts_, {entry(each.state, 1)}, messages_); }
        EXPECT_EQ(said(), each.said) << nameOf(each.state);
    }
}

TEST_F(HandoverTest, FollowsTheBytesAndGoesNotBackWhenAnUploadBeginsAnew) {
    Handover handover(batches(), parts_, {}, messages_);
    EXPECT_EQ(handover.percent(), 50);
    handover.moved(500);
    EXPECT_EQ(handover.percent(), 74);
    EXPECT_EQ(said(), "ATTR: job-media-progress=74\n");
    handover.moved(-500);
    EXPECT_EQ(handover.percent(), 50);
    handover.moved(500);
    EXPECT_EQ(said(), "");
    handover.moved(500);
    EXPECT_EQ(said(), "ATTR: job-media-progress=99\n") << "all only when the service has acknowledged all";
}

TEST_F(HandoverTest, TellsOfManyFaxesInSteps) {
    const std::vector<FaxBatch> many(2000, FaxBatch{1, 1, planned_[1].recipients, false});
    {
        Handover handover(many, parts_, {}, messages_);
        for (std::size_t i = 0; i < many.size() - 1; ++i) {
            handover.moved(400);
            handover.done(parts_[1], 1);
        }
    }
    const std::string text = said();
    const auto lines = std::count(text.begin(), text.end(), '\n');
    EXPECT_LT(lines, 120);
    EXPECT_NE(text.find("PAGE: total 1999\n"), std::string::npos) << "what is left is told at the end";
}

}  // namespace
}  // namespace voipnow
