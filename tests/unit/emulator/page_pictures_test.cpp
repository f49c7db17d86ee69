// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/page_pictures.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/emulator/digest.hpp"
#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/emulator/mask_pdf.hpp"

namespace voipnow::emulator {
namespace {

class DrawnPages : public testing::Test {
  protected:
    FaxFile received(const std::string& bytes, int pages) const {
        FaxFile file;
        file.path = folder_.file("1.pdf", bytes);
        file.sha256 = sha256Hex(bytes);
        file.pages = pages;
        file.uploads = 1;
        return file;
    }

    ScratchFolder folder_;
    std::mutex documents_;
    PagePictures pictures_{documents_};
};

TEST_F(DrawnPages, AreMeasuredOneByOne) {
    const auto measures = pictures_.measures(received(maskPdf({{16, 8, 16, 8}, {1728, 1078, 612, 792}}), 2));
    ASSERT_EQ(measures.size(), 2U);
    EXPECT_EQ(measures[1].width, 1728);
    EXPECT_EQ(measures[1].height, 1078);
    EXPECT_DOUBLE_EQ(measures[1].heightPoints, 792);
    EXPECT_GT(measures[1].g4Bytes, 0U);
    EXPECT_GT(measures[1].mhBytes, 0U);
}

TEST_F(DrawnPages, AreMeasuredOnceForTheSameFile) {
    const FaxFile file = received(maskPdf({MaskPage()}), 1);
    EXPECT_TRUE(pictures_.knownMeasures(file).empty());
    EXPECT_EQ(pictures_.measures(file).size(), 1U);
    std::filesystem::remove(file.path);
    EXPECT_EQ(pictures_.measures(file).size(), 1U);
    EXPECT_EQ(pictures_.knownMeasures(file).size(), 1U);
}

TEST_F(DrawnPages, HaveNoMeasuresWhereThereAreNone) {
    EXPECT_TRUE(pictures_.measures(FaxFile()).empty());
    EXPECT_TRUE(pictures_.measures(received("junk", 1)).empty());
    EXPECT_THROW(pictures_.picture(FaxFile(), 1, PagePictures::Size::kFull), std::runtime_error);
}

TEST_F(DrawnPages, LieBesideTheFileInTwoSizes) {
    const FaxFile file = received(maskPdf({MaskPage(), MaskPage()}), 2);
    EXPECT_EQ(pictures_.picture(file, 2, PagePictures::Size::kFull), folder_.path() / "1-2.png");
    EXPECT_EQ(pictures_.picture(file, 2, PagePictures::Size::kSmall), folder_.path() / "1-2-small.png");
    EXPECT_NE(textOf(folder_.path() / "1-2.png"), textOf(folder_.path() / "1-2-small.png"));
}

TEST_F(DrawnPages, AreDrawnAgainWhenTheFileWasReplaced) {
    const auto before =
        textOf(pictures_.picture(received(maskPdf({MaskPage()}), 1), 1, PagePictures::Size::kFull));
    const auto after =
        textOf(pictures_.picture(received(maskPdf({{16, 16, 16, 16}}), 1), 1, PagePictures::Size::kFull));
    EXPECT_NE(before, after);
}

}  // namespace
}  // namespace voipnow::emulator
