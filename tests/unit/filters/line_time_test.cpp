// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/line_time.hpp"

#include <gtest/gtest.h>
#include <tiffio.h>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

#include "tests/unit/filters/drawn_page.hpp"
#include "tests/unit/filters/unnamed_file.hpp"

namespace voipnow {
namespace {

// What libtiff makes of the page by its own choice of T.4's options: one-dimensional, without fill bits.
std::uint64_t bytesByLibtiff(const BitPage& page) {
    const UnnamedFile file;
    const std::unique_ptr<TIFF, void (*)(TIFF*)> tiff(TIFFFdOpen(::dup(file.descriptor()), "page", "w"),
                                                      &TIFFClose);
    TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(page.width()));
    TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(page.height()));
    TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(page.height()));
    TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff.get(), TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX3);
    std::vector<std::uint8_t> pixels(page.bytes().begin(), page.bytes().end());
    TIFFWriteEncodedStrip(tiff.get(), 0, pixels.data(), static_cast<tmsize_t>(pixels.size()));
    return TIFFRawStripSize64(tiff.get(), 0);
}

TEST(LineTimeTest, CountsTheBytesThatLibtiffWrites) {
    std::mt19937 random(1);
    for (const std::size_t width : {1U, 7U, 8U, 9U, 63U, 64U, 1686U, 1728U, 2449U, 2559U, 2560U, 2623U, 2624U,
                                    5000U, 5120U, 5184U, 8000U}) {
        const auto blank = [](auto, auto) { return false; };
        const auto black = [](auto, auto) { return true; };
        const auto noise = [&random](auto, auto) { return random() % 2 == 0; };
        const auto shapes = [](auto x, auto y) { return (x + y / 4) / 37 % 3 == 0; };
        const auto edges = [width](auto x, auto) { return x == 0 || x + 1 == width; };
        EXPECT_EQ(mhBytes(drawnPage(width, 9, blank)), bytesByLibtiff(BitPage(width, 9))) << width;
        for (const BitPage& page : {drawnPage(width, 9, black), drawnPage(width, 9, noise),
                                    drawnPage(width, 30, shapes), drawnPage(width, 3, edges)}) {
            EXPECT_EQ(mhBytes(page), bytesByLibtiff(page)) << width;
        }
    }
}

TEST(LineTimeTest, CountsRunsOfEveryLength) {
    const BitPage page = drawnPage(5400, 2700, [](auto x, auto y) { return x >= y && x < 2 * y; });
    EXPECT_EQ(mhBytes(page), bytesByLibtiff(page));
}

TEST(LineTimeTest, GivesTheSecondsOfAModem) {
    EXPECT_DOUBLE_EQ(secondsOnTheLine(18'000, 14'400), 10);
    EXPECT_DOUBLE_EQ(secondsOnTheLine(18'000, 9'600), 15);
    EXPECT_DOUBLE_EQ(secondsOnTheLine(0, 9'600), 0);
}

}  // namespace
}  // namespace voipnow
