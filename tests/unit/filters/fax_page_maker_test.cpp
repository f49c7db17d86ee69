// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_page_maker.hpp"

#include <gtest/gtest.h>

#include "tests/unit/filters/g4_decoder.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

const FaxSettings kA4Standard{requirePageSize("A4"), requireResolution("204x98dpi")};

HandMadePage pageWithBoxAt(int x) {
    return {blackBox(x, 400, 50, 50), "0 0 595 842"};
}

void make(const PdfInput& input, const std::function<void(const FaxPage&)>& take) {
    FaxPageMaker maker(input);
    maker.open();
    maker.make(kA4Standard, take);
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
    const JobError error =
        thrownBy([&] { make(input, [&made](const FaxPage&) { ++made; }); });
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

}  // namespace
}  // namespace voipnow
