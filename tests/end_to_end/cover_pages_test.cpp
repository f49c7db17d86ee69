// The cover page in the fax that arrives.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/received_pages.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

class CoverPages : public FaxPrinterTest {
  protected:
    fs::path letter(const std::vector<std::string>& lines = {}) const {
        return scratch_.write("letter.pdf", writtenPdf({{numberedPage(1), lines}, {numberedPage(2), {}}}));
    }

    // The pages of the fax of a job, the cover's first.
    std::vector<ReceivedPage> pages(const fs::path& file, const std::vector<std::string>& options) const {
        const JobStatus status = settled({file}, options);
        EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
        const auto faxes = emulator_.faxes();
        return faxes.empty() ? std::vector<ReceivedPage>() : receivedPages(faxes.back().files.front().path);
    }
};

TEST_F(CoverPages, AreNotThereUnlessTheyAreAskedFor) {
    EXPECT_EQ(pages(letter(), to("5550101")).size(), 2U);
    EXPECT_EQ(pages(letter(), {"-o", "phone=5550101", "-o", "FaxCover=None"}).size(), 2U);
}

TEST_F(CoverPages, StandBeforeThePagesAndHaveTheirSize) {
    const auto found =
        pages(letter(), {"-o", "phone=5550101", "-o", "FaxCover=Standard", "-o", "FaxSubject=Lease", "-o",
                         "FaxComment=Urgent", "-o", "Resolution=204x98dpi"});
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].height, found[1].height);
    EXPECT_EQ(found[0].width, found[1].width);
    EXPECT_GT(found[0].blackPixels(), 1000);
    EXPECT_EQ(found[1].barsDown(600), 1);
    EXPECT_EQ(found[2].barsDown(600), 2);
}

TEST_F(CoverPages, FollowTheMarksOnThePages) {
    const auto plain = pages(letter({"@@fax: 5550101@@", "@@faxcover: Standard@@"}), {});
    ASSERT_EQ(plain.size(), 3U);
    const auto more = pages(
        letter({"@@fax: 5550101@@", "@@faxcover: Standard@@", "@@faxsubject: A subject of some words@@"}),
        {});
    ASSERT_EQ(more.size(), 3U);
    EXPECT_GT(more[0].blackPixels(), plain[0].blackPixels());
    EXPECT_EQ(more[1].blackPixels(), plain[1].blackPixels());
}

TEST_F(CoverPages, FollowTheQueuesDefault) {
    runOrThrow({"lpadmin", "-p", "Fax", "-o", "FaxCover=Standard"}, cups_.environment());
    EXPECT_EQ(pages(letter(), to("5550101")).size(), 3U);
    EXPECT_EQ(pages(letter(), {"-o", "phone=5550101", "-o", "FaxCover=None"}).size(), 2U);
}

TEST_F(CoverPages, CanBeOfATemplateOfTheAdministrators) {
    const fs::path folder = cups_.serverRoot() / "voipnow-covers";
    fs::create_directory(folder);
    std::ofstream(folder / "Office.cover") << "Our office\nTo | {to}\n";
    fs::permissions(folder, fs::perms(0755));
    fs::permissions(folder / "Office.cover", fs::perms(0644));
    EXPECT_EQ(pages(letter(), {"-o", "phone=5550101", "-o", "FaxCover=Office"}).size(), 3U);
}

TEST_F(CoverPages, ThatAreNotThereHoldTheJob) {
    const JobStatus status = settled({letter()}, {"-o", "phone=5550101", "-o", "FaxCover=Nowhere"});
    EXPECT_EQ(status.state, IPP_JSTATE_HELD);
    EXPECT_NE(status.message.find("Nowhere"), std::string::npos) << status.message;
    EXPECT_TRUE(emulator_.faxes().empty());
}

}  // namespace
}  // namespace voipnow::end_to_end
