// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/line_time.hpp"

#include <gtest/gtest.h>
#include <tiffio.h>

#include <memory>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow::emulator {
namespace {

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

Bitmap page(int width, int height, std::uint8_t fill) {
    Bitmap bitmap{width, height, {}};
    bitmap.bits.assign(bitmap.bytesPerRow() * static_cast<std::size_t>(height), fill);
    return bitmap;
}

// What libtiff writes for the page into a real file, strip after strip.
std::uint64_t bytesInAFile(const Bitmap& bitmap, std::uint16_t compression) {
    const ScratchFolder folder;
    const std::string path = folder.path() / "page.tif";
    std::unique_ptr<TIFF, CloseTiff> tiff(TIFFOpen(path.c_str(), "w"));
    TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, bitmap.width);
    TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, bitmap.height);
    TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, bitmap.height);
    TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff.get(), TIFFTAG_COMPRESSION, compression);
    auto bits = bitmap.bits;
    TIFFWriteEncodedStrip(tiff.get(), 0, bits.data(), static_cast<tmsize_t>(bits.size()));
    tiff.reset();  // which writes the directory of the file
    tiff.reset(TIFFOpen(path.c_str(), "r"));
    std::uint64_t* counts = nullptr;
    TIFFGetField(tiff.get(), TIFFTAG_STRIPBYTECOUNTS, &counts);
    return counts[0];
}

TEST(LineTime, CountsTheBytesThatLibtiffWrites) {
    Bitmap bitmap = page(1728, 100, 0);
    for (std::size_t i = 0; i < bitmap.bits.size(); i += 3) {
        bitmap.bits[i] = static_cast<std::uint8_t>(i);
    }
    EXPECT_EQ(encodedBytes(bitmap, LineCode::kG4), bytesInAFile(bitmap, COMPRESSION_CCITTFAX4));
    EXPECT_EQ(encodedBytes(bitmap, LineCode::kMh), bytesInAFile(bitmap, COMPRESSION_CCITTFAX3));
}

TEST(LineTime, OfAWhitePageIsOneBitARowInG4) {
    // Each row repeats the white row before the first: one V0 code of one bit; then the end-of-block code of
    // 24 bits.
    EXPECT_EQ(encodedBytes(page(1728, 2156, 0), LineCode::kG4), (2156U + 24 + 7) / 8);
    EXPECT_GT(encodedBytes(page(1728, 2156, 0), LineCode::kMh), 2156U);
}

TEST(LineTime, IsKnownForPagesOfAnyWidth) {
    for (const int width : {1, 7, 8, 9, 1686, 1728, 2449, 5000}) {
        EXPECT_GT(encodedBytes(page(width, 3, 0xFF), LineCode::kG4), 0U) << width;
    }
}

}  // namespace
}  // namespace voipnow::emulator
