// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_queue.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

using Queue = PageQueue<std::string>;

const JobError kBroken(JobEnd::kCanceled, "Page 3 is broken.");

// Gives out as many pages as there are; how many that was.
int giveOutAll(Queue& queue) {
    int given = 0;
    while (queue.giveOut()) {
        ++given;
    }
    return given;
}

TEST(PageQueueTest, GivesPagesOutInOrder) {
    Queue queue(3);
    EXPECT_EQ(queue.notGivenOut(), 3);
    EXPECT_EQ(queue.giveOut(), 1);
    EXPECT_EQ(queue.giveOut(), 2);
    EXPECT_EQ(queue.notGivenOut(), 1);
    EXPECT_EQ(queue.giveOut(), 3);
    EXPECT_EQ(queue.giveOut(), std::nullopt);
    EXPECT_EQ(queue.notGivenOut(), 0);
}

TEST(PageQueueTest, HandsPagesOverInOrderWhateverOrderTheyComeBackIn) {
    Queue queue(3);
    EXPECT_EQ(giveOutAll(queue), 3);
    queue.done(3, "three");
    EXPECT_EQ(queue.take(), std::nullopt);
    queue.done(1, "one");
    EXPECT_EQ(queue.take(), "one");
    EXPECT_EQ(queue.take(), std::nullopt);
    queue.done(2, "two");
    EXPECT_EQ(queue.take(), "two");
    EXPECT_FALSE(queue.isFinished());
    EXPECT_EQ(queue.take(), "three");
    EXPECT_TRUE(queue.isFinished());
    EXPECT_EQ(queue.take(), std::nullopt);
}

TEST(PageQueueTest, IsFinishedFromTheBeginningWithoutPages) {
    Queue queue(0);
    EXPECT_TRUE(queue.isFinished());
    EXPECT_EQ(queue.giveOut(), std::nullopt);
}

TEST(PageQueueTest, RunsAheadOfTheNextPageByNoMoreThanItMay) {
    Queue queue(100);
    EXPECT_EQ(giveOutAll(queue), Queue::kAhead);
    for (int page = 2; page <= Queue::kAhead; ++page) {
        queue.done(page, "later");
    }
    EXPECT_EQ(queue.giveOut(), std::nullopt) << "the first is still missing";
    queue.done(1, "first");
    EXPECT_EQ(queue.giveOut(), std::nullopt) << "the first is not handed over yet";
    EXPECT_EQ(queue.take(), "first");
    EXPECT_EQ(queue.giveOut(), Queue::kAhead + 1);
    EXPECT_EQ(queue.giveOut(), std::nullopt);
}

TEST(PageQueueTest, GivesAFailureInItsPlace) {
    Queue queue(4);
    giveOutAll(queue);
    queue.failed(3, kBroken);
    EXPECT_EQ(queue.take(), std::nullopt) << "the pages before it come first";
    queue.done(2, "two");
    queue.done(1, "one");
    EXPECT_EQ(queue.take(), "one");
    EXPECT_EQ(queue.take(), "two");
    EXPECT_FALSE(queue.isFinished());
    for (int i = 0; i < 2; ++i) {
        const JobError error = thrownBy([&queue] { queue.take(); });
        EXPECT_EQ(error.end(), JobEnd::kCanceled);
        EXPECT_STREQ(error.what(), kBroken.what());
    }
}

TEST(PageQueueTest, BeginsNoPageBehindOneThatFailed) {
    Queue queue(100);
    for (int page = 1; page <= 4; ++page) {
        EXPECT_EQ(queue.giveOut(), page);
    }
    queue.failed(3, kBroken);
    EXPECT_EQ(queue.notGivenOut(), 0);
    EXPECT_EQ(queue.giveOut(), std::nullopt);
    queue.done(1, "one");
    EXPECT_EQ(queue.take(), "one");
    EXPECT_EQ(queue.giveOut(), std::nullopt);
}

TEST(PageQueueTest, ThrowsTheFirstOfTwoFailuresInTheOrderOfPages) {
    Queue queue(3);
    giveOutAll(queue);
    queue.failed(3, {JobEnd::kHeld, "Page 3"});
    queue.failed(2, {JobEnd::kCanceled, "Page 2"});
    queue.done(1, "one");
    EXPECT_EQ(queue.take(), "one");
    EXPECT_TRUE(mentions(thrownBy([&queue] { queue.take(); }), "Page 2"));
}

TEST(PageQueueTest, TakesPagesThatCannotBeCopied) {
    PageQueue<std::unique_ptr<int>> queue(1);
    queue.giveOut();
    queue.done(1, std::make_unique<int>(42));
    const std::optional<std::unique_ptr<int>> page = queue.take();
    ASSERT_TRUE(page);
    EXPECT_EQ(**page, 42);
}

}  // namespace
}  // namespace voipnow
