// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_pdf_writer.hpp"

#include <gtest/gtest.h>

#include "filters/g4_encoder.hpp"
#include "tests/unit/filters/qpdf_reader.hpp"

namespace voipnow {
namespace {

const FaxGrid kLetter = faxGrid(requirePageSize("Letter"), requireResolution("204x196dpi"));
const FaxGrid kA4 = faxGrid(requirePageSize("A4"), requireResolution("204x98dpi"));

std::vector<std::byte> blank(const FaxGrid& grid) {
    return encodeG4(BitPage(static_cast<std::size_t>(grid.width), static_cast<std::size_t>(grid.height)));
}

std::string textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string written(const std::vector<FaxGrid>& pages) {
    std::string pdf;
    FaxPdfWriter writer([&pdf](std::span<const std::byte> bytes) { pdf += textOf(bytes); });
    for (const FaxGrid& grid : pages) {
        writer.addPage(grid, blank(grid));
    }
    writer.finish();
    return pdf;
}

TEST(FaxPdfWriterTest, WritesAFileThatQpdfReadsWithoutMending) {
    QpdfReader read(written({kLetter, kA4, kLetter}));
    EXPECT_EQ(read.pages(), 3);
    EXPECT_TRUE(read.isSound());
}

TEST(FaxPdfWriterTest, GivesEachPageTheTrueSizeOfItsPaper) {
    QpdfReader read(written({kLetter, kA4}));
    EXPECT_EQ(read.pageEntry(0, "/MediaBox"), "[ 0 0 612 792 ]");
    EXPECT_EQ(read.pageEntry(1, "/MediaBox"), "[ 0 0 595 842 ]");
}

TEST(FaxPdfWriterTest, DrawsAnImageMaskOfWholePixelsFromTheCorner) {
    QpdfReader read(written({kLetter, kA4}));
    // 1728 / 204 and 2156 / 196 inches; 1686 / 204 and 1146 / 98 inches.
    EXPECT_EQ(read.drawing(0), "q 609.882353 0 0 792.000000 0 0 cm /Fax Do Q\n");
    EXPECT_EQ(read.drawing(1), "q 595.058824 0 0 841.959184 0 0 cm /Fax Do Q\n");
    EXPECT_EQ(read.imageEntry(1, "/ImageMask"), "true");
    EXPECT_EQ(read.imageEntry(1, "/BitsPerComponent"), "1");
    EXPECT_EQ(read.imageEntry(1, "/Width"), "1686");
    EXPECT_EQ(read.imageEntry(1, "/Height"), "1146");
    EXPECT_EQ(read.imageEntry(1, "/Filter"), "/CCITTFaxDecode");
    EXPECT_EQ(read.imageEntry(1, "/DecodeParms"), "<< /Columns 1686 /K -1 /Rows 1146 >>");
    EXPECT_EQ(read.imageEntry(1, "/ColorSpace"), "null") << "a mask has none";
}

TEST(FaxPdfWriterTest, HoldsTheCodeAsItWasGiven) {
    QpdfReader read(written({kA4}));
    EXPECT_EQ(read.imageData(0), textOf(blank(kA4)));
}

TEST(FaxPdfWriterTest, LetsEveryPageOutBeforeTheNext) {
    std::size_t given = 0;
    FaxPdfWriter writer([&given](std::span<const std::byte> bytes) { given += bytes.size(); });
    const std::vector<std::byte> code(100'000, std::byte{0x55});
    for (std::size_t page = 1; page <= 3; ++page) {
        writer.addPage(kLetter, code);
        EXPECT_GT(given, page * code.size());
        EXPECT_EQ(writer.pages(), static_cast<int>(page));
    }
}

TEST(FaxPdfWriterTest, KeepsThePlacesOfThousandsOfPages) {
    std::string pdf;
    FaxPdfWriter writer([&pdf](std::span<const std::byte> bytes) { pdf += textOf(bytes); });
    const std::vector<std::byte> code = blank(kA4);
    for (int page = 0; page < 3000; ++page) {
        writer.addPage(kA4, code);
    }
    writer.finish();
    QpdfReader read(pdf);
    EXPECT_EQ(read.pages(), 3000);
    EXPECT_EQ(read.imageData(2999).size(), code.size());
    EXPECT_TRUE(read.isSound());
}

TEST(FaxPdfWriterTest, WritesTheSameBytesForTheSamePages) {
    EXPECT_EQ(written({kLetter, kA4}), written({kLetter, kA4}));
}

TEST(FaxPdfWriterTest, LetsTheSinksErrorThrough) {
    FaxPdfWriter writer([](std::span<const std::byte>) { throw std::runtime_error("full"); });
    EXPECT_THROW(writer.addPage(kA4, blank(kA4)), std::runtime_error);
}

}  // namespace
}  // namespace voipnow
