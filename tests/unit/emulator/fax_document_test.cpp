// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fax_document.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/emulator/mask_pdf.hpp"

namespace voipnow::emulator {
namespace {

TEST(FaxDocument, CountsThePagesOfAPdf) {
    EXPECT_EQ(FaxDocument::fromBytes(maskPdf({MaskPage(), MaskPage(), MaskPage()})).pages(), 3);
}

TEST(FaxDocument, RefusesWhatIsNoPdfWithPages) {
    for (const std::string& bytes :
         {std::string(), std::string("junk"), std::string("%PDF-1.4\n"), maskPdf({})}) {
        EXPECT_THROW(FaxDocument::fromBytes(bytes), std::runtime_error) << bytes;
    }
    EXPECT_THROW(FaxDocument::fromFile("/nonexistent.pdf"), std::runtime_error);
    EXPECT_THROW(FaxDocument::fromBytes(maskPdf({MaskPage()})).page(2), std::runtime_error);
}

TEST(FaxDocument, ShowsEveryPixelOfAFaxPageAsItIs) {
    // The sizes of fax pages: Letter and A4 at the three resolutions, the latter with paper that is no whole
    // pixels.
    const std::vector<MaskPage> kPages = {
        {1728, 2156, 612, 792},       {1728, 1078, 612, 792},       {1728, 4301, 612, 792},
        {1680, 2292, 595.06, 841.96}, {1680, 1146, 595.06, 841.96}, {16, 8, 16, 8},
    };
    for (const MaskPage& page : kPages) {
        const PagePicture picture = FaxDocument::fromBytes(maskPdf({page})).page(1);
        EXPECT_EQ(picture.width(), page.width);
        EXPECT_EQ(picture.height(), page.height);
        EXPECT_NEAR(picture.widthPoints() / picture.heightPoints(), page.widthPoints / page.heightPoints,
                    1e-3);
        EXPECT_TRUE(picture.bitmap().bits == patternOf(page)) << page.width << "x" << page.height;
    }
}

TEST(FaxDocument, ShowsOtherPagesAtFineResolution) {
    MaskPage page{16, 8, 612, 792};
    page.content = "0 g 306 0 306 792 re f";
    const PagePicture picture = FaxDocument::fromBytes(maskPdf({page})).page(1);
    EXPECT_EQ(picture.width(), 1734);
    EXPECT_EQ(picture.height(), 2156);
    const Bitmap bitmap = picture.bitmap();
    EXPECT_EQ(bitmap.bits.front(), 0x00);
    EXPECT_EQ(bitmap.bits[bitmap.bytesPerRow() - 2], 0xFF);
}

TEST(FaxDocument, RefusesToDrawAPageOfAbsurdSize) {
    MaskPage page{16, 8, 100000, 100000};
    page.content = "0 g 0 0 1 1 re f";
    EXPECT_THROW(FaxDocument::fromBytes(maskPdf({page})).page(1), std::runtime_error);
}

TEST(FaxDocument, MakesThumbnailsInTheProportionOfThePaper) {
    const PagePicture picture = FaxDocument::fromBytes(maskPdf({{1728, 1078, 612, 792}})).page(1);
    const PagePicture small = picture.thumbnail(480);
    EXPECT_EQ(small.height(), 480);
    EXPECT_EQ(small.width(), 371);
}

TEST(FaxDocument, SavesPicturesAsPng) {
    const ScratchFolder folder;
    const auto path = folder.path() / "page.png";
    FaxDocument::fromBytes(maskPdf({MaskPage()})).page(1).savePng(path);
    EXPECT_EQ(textOf(path).substr(1, 3), "PNG");
    EXPECT_THROW(
        FaxDocument::fromBytes(maskPdf({MaskPage()})).page(1).savePng(folder.path() / "none" / "a.png"),
        std::runtime_error);
}

}  // namespace
}  // namespace voipnow::emulator
