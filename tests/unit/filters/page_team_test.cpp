// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_team.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kGrowth = 1 << 20;

std::string pagesAsPdf(std::size_t pages) {
    return HandMadePdf{.pages = std::vector<HandMadePage>(pages, {blackBox(9, 9, 99, 99), "0 0 612 792"})}
        .bytes();
}

// The numbers of the pages that a team of `workers` makes, and how many workers it hired after the first.
struct Made {
    std::vector<int> pages;
    int hired = 0;
};

Made madeBy(int workers, std::size_t pages, const std::function<void(PageWorker&)>& prepare = {}) {
    const PdfInput input = inputOf(pagesAsPdf(pages));
    auto first = std::make_unique<PageWorker>(input, FaxLimits{});
    if (prepare) {
        prepare(*first);
    }
    Made made;
    PageTeam team(std::move(first), static_cast<int>(pages), {.workers = workers}, kGrowth, [&] {
        ++made.hired;
        return std::make_unique<PageWorker>(input, FaxLimits{});
    });
    team.makePages([&made](const FaxPage& page) { made.pages.push_back(page.number); });
    EXPECT_NE(team.dismissAllButOne(), nullptr);
    return made;
}

std::vector<int> upTo(int last) {
    std::vector<int> numbers;
    for (int number = 1; number <= last; ++number) {
        numbers.push_back(number);
    }
    return numbers;
}

TEST(PageTeamTest, HandsThePagesOverInOrderHoweverManyWorkersThereAre) {
    for (const int workers : {1, 2, 5}) {
        EXPECT_EQ(madeBy(workers, 30).pages, upTo(30)) << workers;
    }
}

TEST(PageTeamTest, HiresNobodyForOnePage) {
    EXPECT_EQ(madeBy(4, 1).hired, 0);
}

TEST(PageTeamTest, HiresNotMoreThanItMay) {
    EXPECT_EQ(madeBy(1, 40).hired, 0);
    EXPECT_LE(madeBy(3, 60).hired, 2);
}

TEST(PageTeamTest, MakesThePagesOfAWorkerThatEndedBeforeItBegan) {
    const Made made = madeBy(1, 3, [](PageWorker& first) { first.end("The document"); });
    EXPECT_EQ(made.pages, upTo(3));
    EXPECT_EQ(made.hired, 1);
}

TEST(PageTeamTest, TakesTheErrorOfAWorkerWithAnEndThatItKnows) {
    EXPECT_EQ(errorOf({ReplyKind::kError, 3, "held"}).end(), JobEnd::kHeld);
    EXPECT_EQ(errorOf({ReplyKind::kError, 6, "later"}).end(), JobEnd::kRetriedLater);
    for (const int number : {-1, 0, 1, 2, 7, 255}) {
        EXPECT_EQ(errorOf({ReplyKind::kError, number, "?"}).end(), JobEnd::kCanceled) << number;
    }
    EXPECT_TRUE(mentions(errorOf({ReplyKind::kError, 3, "a sentence"}), "a sentence"));
}

}  // namespace
}  // namespace voipnow
