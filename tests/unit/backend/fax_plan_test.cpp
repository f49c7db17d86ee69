// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_plan.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

PrintJob jobTwelve() {
    PrintJob job;
    job.number = 12;
    return job;
}

DocumentMark mark(int page, const std::string& value, FaxMarkKind kind = FaxMarkKind::kFax) {
    return {page, {kind, value}};
}

NamedRecipients named(const std::string& where, const std::string& number) {
    return {where, {{number}}};
}

// "1-2 5550101, 5550102 | 3-3 5550103"
std::string planned(const RecipientSources& sources, const JobPages& pages, bool mayBeSplit = true) {
    std::string text;
    for (const PlannedFax& fax : planFaxes(jobTwelve(), sources, pages, mayBeSplit, Phonebook())) {
        text += (text.empty() ? "" : " | ") + std::to_string(fax.firstPage) + '-' +
                std::to_string(fax.firstPage + fax.pages - 1) + ' ' + listed(fax.recipients);
    }
    return text;
}

TEST(FaxPlan, IsOneFaxToWhomTheJobNames) {
    EXPECT_EQ(planned({.named = {named("the option phone", "5550101")}}, {3, {}}), "1-3 5550101");
    EXPECT_EQ(planned({}, {3, {mark(2, "5550101; 5550102")}}), "1-3 5550101, 5550102");
}

TEST(FaxPlan, TakesTheDefaultWhenNobodyElseIsNamed) {
    const NamedRecipients byDefault = named("the queue's default", "5550177");
    EXPECT_EQ(planned({.byDefault = byDefault}, {1, {}}), "1-1 5550177");
    EXPECT_EQ(planned({.named = {named("the title", "5550101")}, .byDefault = byDefault}, {1, {}}),
              "1-1 5550101");
    EXPECT_EQ(planned({.byDefault = byDefault}, {1, {mark(1, "5550101")}}), "1-1 5550101");
}

TEST(FaxPlan, HoldsAJobThatNamesNobody) {
    expectJobError(JobEnd::kHeld, "lp -i 12 -o phone=NUMBER -H resume", [] { planned({}, {1, {}}); });
    expectJobError(JobEnd::kHeld, "why", [] { planned({.badDefault = "why"}, {1, {}}); });
}

TEST(FaxPlan, HoldsAJobThatNamesDifferentRecipientsAndShowsBoth) {
    const RecipientSources two{
        .named = {named("the option phone", "5550101"), named("the title", "5550102")}};
    expectJobError(JobEnd::kHeld, "5550101", [&] { planned(two, {1, {}}); });
    expectJobError(JobEnd::kHeld, "5550102", [&] { planned(two, {1, {}}); });
    expectJobError(JobEnd::kHeld, "lp -i 12 -o phone=5550102 -H resume", [&] { planned(two, {1, {}}); });
    expectJobError(JobEnd::kHeld, "the mark in the document names 0003*001", [] {
        planned({.named = {named("the option phone", "5550101")}}, {1, {mark(1, "0003*001")}});
    });
    expectJobError(JobEnd::kHeld, "-o 'phone=0003*001' -H resume", [] {
        planned({.named = {named("the option phone", "5550101")}}, {1, {mark(1, "0003*001")}});
    });
}

TEST(FaxPlan, IsContentWhenAllNameTheSame) {
    EXPECT_EQ(planned({.named = {named("the option phone", "5550101"), named("the title", "5550101")}},
                      {2, {mark(1, "555-0101")}}),
              "1-2 5550101");
    // In whatever order.
    EXPECT_EQ(planned({.named = {{"the option phone", {{"5550102"}, {"5550101"}}}}},
                      {1, {mark(1, "5550101,5550102")}}),
              "1-1 5550101, 5550102");
}

TEST(FaxPlan, SplitsWherePagesNameDifferentRecipients) {
    EXPECT_EQ(planned({}, {5, {mark(1, "5550101"), mark(3, "5550102"), mark(5, "5550103")}}),
              "1-2 5550101 | 3-4 5550102 | 5-5 5550103");
    EXPECT_EQ(planned({}, {2, {mark(1, "5550101"), mark(1, "5550102"), mark(2, "5550103")}}),
              "1-1 5550101, 5550102 | 2-2 5550103");
    EXPECT_EQ(planned({}, {3, {mark(1, "5550101"), mark(2, "5550102"), mark(3, "5550101")}}),
              "1-1 5550101 | 2-2 5550102 | 3-3 5550101");
}

TEST(FaxPlan, KeepsPagesTogetherWhoseMarksNameTheSame) {
    EXPECT_EQ(planned({}, {3, {mark(1, "5550101"), mark(2, "555 0101"), mark(3, "5550101")}}), "1-3 5550101");
    EXPECT_EQ(planned({}, {3, {mark(1, "5550101"), mark(2, "5550101"), mark(3, "5550102")}}),
              "1-2 5550101 | 3-3 5550102");
}

TEST(FaxPlan, HoldsPagesBeforeTheFirstMarkOfSeveral) {
    expectJobError(JobEnd::kHeld, "before page 2", [] {
        planned({}, {3, {mark(2, "5550101"), mark(3, "5550102")}});
    });
    EXPECT_EQ(planned({}, {3, {mark(2, "5550101")}}), "1-3 5550101");
}

TEST(FaxPlan, IsOneFaxToAllWhenItMayNotBeSplit) {
    EXPECT_EQ(planned({}, {3, {mark(2, "5550101"), mark(3, "5550102")}}, false), "1-3 5550101, 5550102");
}

TEST(FaxPlan, HoldsAMergeBesideAnotherRecipientAndSaysHowToGoOn) {
    const JobPages merge{2, {mark(1, "5550101"), mark(2, "5550102")}};
    const RecipientSources phone{.named = {named("the option phone", "5550101")}};
    expectJobError(JobEnd::kHeld, "lp -i 12 -o phone=None -H resume", [&] { planned(phone, merge); });
    expectJobError(JobEnd::kHeld, "phone=5550101 -H resume -o FaxSplit=Never",
                   [&] { planned(phone, merge); });
    EXPECT_EQ(planned({.byDefault = named("the queue's default", "5550177")}, merge),
              "1-1 5550101 | 2-2 5550102");
}

TEST(FaxPlan, GoesByTheMarksWhenThatIsTheAnswer) {
    const JobPages merge{2, {mark(1, "5550101"), mark(2, "5550102")}};
    EXPECT_EQ(planned({.marksDecide = true, .named = {named("the title", "5550103")}}, merge),
              "1-1 5550101 | 2-2 5550102");
}

TEST(FaxPlan, ShowsNumbersWithoutThePrefixInItsCommands) {
    const RecipientSources two{
        .prefix = "9", .named = {named("the option phone", "95550101"), named("the title", "95550102")}};
    expectJobError(JobEnd::kHeld, "lp -i 12 -o phone=5550101 -H resume", [&] { planned(two, {1, {}}); });
}

TEST(FaxPlan, FollowsAnAnswerWhateverElseIsNamed) {
    const RecipientSources answer{.answer = named("the option phone", "5550109")};
    EXPECT_EQ(planned(answer, {2, {mark(1, "5550101")}}), "1-2 5550109");
    EXPECT_EQ(planned(answer, {2, {mark(1, "call me")}}), "1-2 5550109");
    EXPECT_EQ(planned(answer, {2, {mark(1, "5550101"), mark(2, "555 0101")}}), "1-2 5550109");
}

TEST(FaxPlan, DoesNotSendALetterOfAMergeToTheNumberOfAnAnswer) {
    const RecipientSources answer{.answer = named("the option phone", "5550109")};
    const JobPages merge{2, {mark(1, "5550101"), mark(2, "5550102")}};
    expectJobError(JobEnd::kHeld, "FaxSplit=Never", [&] { planned(answer, merge); });
    EXPECT_EQ(planned(answer, merge, false), "1-2 5550109");
}

TEST(FaxPlan, HoldsAMarkThatCannotBeReadAndNamesItsPage) {
    expectJobError(JobEnd::kHeld, "@@fax: call me@@ on page 2", [] {
        planned({}, {2, {mark(2, "call me")}});
    });
}

TEST(FaxPlan, HoldsASheetWithPagesOfDifferentPeople) {
    PrintJob job = jobTwelve();
    job.options = {{"number-up", "2"}};
    const JobPages pages{1, {mark(1, "5550101"), mark(1, "5550102")}};
    expectJobError(JobEnd::kHeld, "lp -i 12 -o number-up=1 -H resume",
                   [&] { planFaxes(job, {}, pages, true, Phonebook()); });
    EXPECT_EQ(planFaxes(job, {}, {1, {mark(1, "5550101"), mark(1, "555 0101")}}, true, Phonebook()).size(),
              1U);
}

TEST(FaxPlan, GivesTheWordsForTheCoverToTheFaxOnWhosePagesTheyStand) {
    const JobPages pages{4,
                         {mark(1, "5550101"), mark(2, "Lease", FaxMarkKind::kSubject), mark(3, "5550102"),
                          mark(3, "Offer", FaxMarkKind::kSubject)}};
    const auto faxes = planFaxes(jobTwelve(), {}, pages, true, Phonebook());
    ASSERT_EQ(faxes.size(), 2U);
    ASSERT_EQ(faxes[0].words.size(), 1U);
    EXPECT_EQ(faxes[0].words[0].value, "Lease");
    ASSERT_EQ(faxes[1].words.size(), 1U);
    EXPECT_EQ(faxes[1].words[0].value, "Offer");
}

}  // namespace
}  // namespace voipnow
