// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_page_maker.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "filters/g4_decoder.hpp"
#include "filters/page_work.hpp"
#include "tests/unit/filters/difficult_pages.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/processes.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

const FaxSettings kA4Standard{requirePageSize("A4"), requireResolution("204x98dpi")};

HandMadePage pageWithBoxAt(int x) {
    return {blackBox(x, 400, 50, 50), "0 0 595 842"};
}

FaxSettings withWorkers(int workers) {
    FaxSettings settings = kA4Standard;
    settings.workers = workers;
    return settings;
}

void make(const PdfInput& input, const std::function<void(const FaxPage&)>& take,
          const FaxSettings& settings = kA4Standard, const FaxLimits& limits = {}) {
    FaxPageMaker maker(input, limits);
    maker.open();
    maker.make(settings, take);
}

// The T.6 codes of all pages, and the processes that were seen while they were made.
struct MadePages {
    std::vector<std::string> g4;
    std::set<pid_t> workers;
};

MadePages madePages(const PdfInput& input, const FaxSettings& settings = kA4Standard,
                    const FaxLimits& limits = {}) {
    MadePages made;
    make(
        input,
        [&made](const FaxPage& page) {
            made.g4.push_back(page.g4);
            EXPECT_EQ(static_cast<std::size_t>(page.number), made.g4.size());
            made.workers.merge(ownChildren());
        },
        settings, limits);
    return made;
}

// Ends the only worker at the moment when the first of these pages is handed over, before it is asked for the next.
MadePages madePagesInSpiteOf(int signal, const PdfInput& input) {
    MadePages made;
    make(
        input,
        [&made, signal](const FaxPage& page) {
            made.g4.push_back(page.g4);
            const std::set<pid_t> workers = ownChildren();
            if (page.number == 1) {
                ASSERT_EQ(::kill(onlyOf(workers), signal), 0);
            }
            made.workers.insert(workers.begin(), workers.end());
        },
        withWorkers(1));
    return made;
}

// Every page is another one, and has a list of so many numbers, which Poppler keeps as long as it lives.
std::string growingPages(int pages, int kept = 1) {
    HandMadePdf pdf;
    for (int i = 0; i < pages; ++i) {
        HandMadePage page = pageWithBoxAt(5 * i);
        page.entries = "/Kept [";
        for (int number = 0; number < kept; ++number) {
            page.entries += ' ' + std::to_string(number);
        }
        page.entries += " ]";
        pdf.pages.push_back(page);
    }
    return pdf.bytes();
}

BitPage unpacked(const FaxPage& page) {
    return decodeG4(std::as_bytes(std::span(page.g4)), static_cast<std::size_t>(page.grid.width),
                    static_cast<std::size_t>(page.grid.height));
}

TEST(FaxPageMakerTest, MakesEveryPageInOrder) {
    const PdfInput input =
        inputOf(HandMadePdf{.pages = {pageWithBoxAt(0), pageWithBoxAt(200), pageWithBoxAt(400)}}.bytes());
    FaxPageMaker maker(input);
    EXPECT_EQ(maker.open(), 3);
    int made = 0;
    maker.make(kA4Standard, [&made](const FaxPage& page) {
        EXPECT_EQ(page.number, ++made);
        EXPECT_EQ(page.grid.width, 1686);
        EXPECT_EQ(page.grid.height, 1146);
        const BitPage bits = unpacked(page);
        for (int box = 0; box < 3; ++box) {
            // The middle of the box: 25 points into it, 1686 pixels for 595 points.
            const auto x = static_cast<std::size_t>((box * 200 + 25) * 1686 / 595);
            EXPECT_EQ(bits.isBlack(x, 570), box + 1 == page.number)
                << "page " << page.number << ", box " << box;
        }
    });
    EXPECT_EQ(made, 3);
}

TEST(FaxPageMakerTest, PutsPagesOfAllSizesOnThePaperOfTheJob) {
    const PdfInput input = inputOf(HandMadePdf{
        .pages = {{blackBox(0, 0, 2000, 2000), "0 0 1684 1191"}, {blackBox(0, 0, 90, 90), "0 0 90 90"}}}
                                       .bytes());
    std::vector<bool> corners;
    make(input, [&corners](const FaxPage& page) {
        EXPECT_EQ(page.grid.width, 1686);
        corners.push_back(unpacked(page).isBlack(0, 10));
        EXPECT_TRUE(unpacked(page).isBlack(843, 573)) << "the middle";
    });
    EXPECT_EQ(corners, (std::vector<bool>{true, false}));
}

TEST(FaxPageMakerTest, StopsAtAPageThatCannotBeMade) {
    const PdfInput input = inputOf(
        HandMadePdf{.pages = {pageWithBoxAt(0), {"", "0 0 1000000 1000000"}, pageWithBoxAt(0)}}.bytes());
    int made = 0;
    const JobError error = thrownBy([&] { make(input, [&made](const FaxPage&) { ++made; }); });
    EXPECT_EQ(made, 1);
    EXPECT_TRUE(mentions(error, "Page 2 has an impossible size")) << error.what();
}

TEST(FaxPageMakerTest, MakesTheSamePagesOfTheSameDocument) {
    const PdfInput input = inputOf(HandMadePdf{.pages = {pageWithBoxAt(7)}}.bytes());
    const auto code = [&input] {
        std::string g4;
        make(input, [&g4](const FaxPage& page) { g4 = page.g4; });
        return g4;
    };
    EXPECT_EQ(code(), code());
}

TEST(FaxPageMakerTest, MakesTheSamePagesWithAnyNumberOfWorkers) {
    const PdfInput input = inputOf(growingPages(60));
    const FaxLimits unreplaced{.growth = std::size_t{1} << 30};
    const MadePages byOne = madePages(input, withWorkers(1), unreplaced);
    EXPECT_EQ(byOne.g4.size(), 60U);
    EXPECT_EQ(byOne.workers.size(), 1U);
    for (const int workers : {2, 4}) {
        const MadePages bySome = madePages(input, withWorkers(workers), unreplaced);
        EXPECT_EQ(bySome.g4, byOne.g4) << workers;
        EXPECT_GT(bySome.workers.size(), 1U) << workers;
        EXPECT_LE(bySome.workers.size(), static_cast<std::size_t>(workers)) << workers;
    }
}

TEST(FaxPageMakerTest, MakesTheSamePagesWhenAWorkerHasGrownAndIsReplaced) {
    const PdfInput input = inputOf(growingPages(120, 10'000));
    const MadePages byOne = madePages(input, withWorkers(1), {.growth = std::size_t{1} << 30});
    EXPECT_EQ(byOne.workers.size(), 1U);
    const MadePages byThree = madePages(input, withWorkers(1), {.growth = 100'000});
    EXPECT_EQ(byThree.workers.size(), 3U) << "each for 50 pages";
    EXPECT_EQ(byThree.g4, byOne.g4);
}

TEST(FaxPageMakerTest, EndsItsWorkers) {
    make(
        inputOf(growingPages(40)), [](const FaxPage&) {}, withWorkers(4));
    EXPECT_TRUE(ownChildren().empty());
    EXPECT_THROW(
        make(inputOf(growingPages(40)), [](const FaxPage&) { throw std::logic_error("of the taker"); }),
        std::logic_error);
    EXPECT_TRUE(ownChildren().empty());
}

TEST(FaxPageMakerTest, HandsOverThePagesBeforeOneThatTakesTooLong) {
    const PdfInput input = inputOf(slowSecondPage(kEndless).bytes());
    for (const int workers : {1, 3}) {
        std::vector<int> made;
        const JobError error = thrownBy([&] {
            make(input, [&made](const FaxPage& page) { made.push_back(page.number); }, withWorkers(workers),
                 {.pageTime = std::chrono::seconds(1)});
        });
        EXPECT_EQ(made, std::vector<int>{1}) << workers;
        EXPECT_EQ(error.end(), JobEnd::kCanceled);
        EXPECT_TRUE(mentions(error, "Page 2 takes longer than 1 seconds to draw. Nothing was sent."))
            << error.what();
        EXPECT_TRUE(ownChildren().empty());
    }
}

TEST(FaxPageMakerTest, HearsTheLastWordOfAWorkerThatHasEnded) {
    const PdfInput input = inputOf("Dear Sir");
    FaxPageMaker maker(input);
    for (const pid_t worker : ownChildren()) {
        ASSERT_TRUE(hasEnded(worker));
    }
    const JobError error = thrownBy([&maker] { maker.open(); });
    EXPECT_TRUE(mentions(error, "not a PDF that can be read")) << error.what();
}

TEST(FaxPageMakerTest, DoesNotWaitForAWorkerThatDoesNothing) {
    const PdfInput input = inputOf(growingPages(2));
    const JobError error = thrownBy([&input] {
        make(input, [](const FaxPage&) { EXPECT_EQ(::kill(onlyOf(ownChildren()), SIGSTOP), 0); },
             withWorkers(1), {.pageWait = std::chrono::seconds(2)});
    });
    EXPECT_EQ(error.end(), JobEnd::kCanceled);
    EXPECT_TRUE(mentions(error, "Page 2 takes longer than 2 seconds to draw.")) << error.what();
}

TEST(FaxPageMakerTest, MakesAPageOverWhichAWorkerEndedByANewOne) {
    const PdfInput input = inputOf(growingPages(3));
    const MadePages undisturbed = madePages(input, withWorkers(1));
    for (const int signal : {SIGKILL, SIGSEGV, SIGABRT}) {
        const MadePages disturbed = madePagesInSpiteOf(signal, input);
        EXPECT_EQ(disturbed.g4, undisturbed.g4) << signal;
        EXPECT_EQ(disturbed.workers.size(), 2U) << signal;
    }
}

// What has no limit of memory (filters/page_work.hpp) cannot show what happens beyond it.
constexpr FaxLimits kLittleMemory{.memory = std::uint64_t{kMemoryCanBeLimited ? 24 : 4096} << 20};

TEST(FaxPageMakerTest, NamesTheMemoryThatAPageMayNeed) {
    std::string nested;
    for (int i = 0; i < 200'000; ++i) {
        nested += "q ";
    }
    for (const std::string& content : {nested, longStroke(1'000'000)}) {
        if (!kMemoryCanBeLimited) {
            break;
        }
        const PdfInput input = inputOf(HandMadePdf{.pages = {pageWithBoxAt(0), {content}}}.bytes());
        int made = 0;
        const JobError error = thrownBy([&] {
            make(
                input, [&made](const FaxPage&) { ++made; }, kA4Standard, kLittleMemory);
        });
        EXPECT_EQ(made, 1);
        EXPECT_EQ(error.end(), JobEnd::kCanceled);
        EXPECT_TRUE(mentions(error, "Page 2 needs more than 24 MB of memory to draw. Nothing was sent."))
            << error.what();
    }
}

TEST(FaxPageMakerTest, DrawsAnImageThatIsLargerThanItsMemory) {
    const MadePages made = madePages(inputOf(giantImage().bytes()), withWorkers(1), kLittleMemory);
    EXPECT_EQ(made.g4.size(), 1U);
}

TEST(FaxPageMakerTest, DrawsAPageWithLittleMemoryWhenItsRecordDoesNotFit) {
    const PdfInput input = inputOf(HandMadePdf{.pages = {pageWithBoxAt(0), {manyStrokes(60'000)}}}.bytes());
    std::vector<std::string> made;
    std::vector<std::set<pid_t>> workers;
    make(
        input,
        [&](const FaxPage& page) {
            made.push_back(page.g4);
            workers.push_back(ownChildren());
        },
        withWorkers(1), kLittleMemory);
    EXPECT_EQ(made, madePages(input).g4);
    ASSERT_EQ(workers.size(), 2U);
    EXPECT_EQ(workers[0] == workers[1], !kMemoryCanBeLimited) << "the second page is made by a second worker";
}

}  // namespace
}  // namespace voipnow
