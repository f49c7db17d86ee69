// The pixels of a fax page survive the service's own conversion: Ghostscript reads the PDF that we write, and makes of
// it a fax of exactly these pixels.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <tiffio.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <vector>

#include "filters/fax_pdf_writer.hpp"
#include "filters/g4_encoder.hpp"

namespace voipnow {
namespace {

BitPage randomPage(const FaxGrid& grid) {
    BitPage page(static_cast<std::size_t>(grid.width), static_cast<std::size_t>(grid.height));
    std::mt19937_64 random(1728);  // NOLINT(bugprone-random-generator-seed): the same pixels each time
    for (std::size_t y = 0; y < page.height(); ++y) {
        for (std::size_t x = 0; x < page.width(); x += 64) {
            const std::uint64_t bits = random();
            for (std::size_t i = 0; i < 64 && x + i < page.width(); ++i) {
                if ((bits >> i & 1U) != 0) {
                    page.scanLine(y)[(x + i) / 8] |= static_cast<std::uint8_t>(0x80U >> (x + i) % 8);
                }
            }
        }
    }
    return page;
}

// Runs Ghostscript to its end; gives its exit code.
int runGhostscript(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER"});
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (std::string& argument : arguments) {
        words.push_back(argument.data());
    }
    words.push_back(nullptr);
    pid_t process = -1;
    int status = -1;
    if (::posix_spawnp(&process, "gs", nullptr, nullptr, words.data(), environ) != 0 ||
        ::waitpid(process, &status, 0) != process || !WIFEXITED(status)) {
        return -1;
    }
    return WEXITSTATUS(status);
}

// Ghostscript makes what is nearly as wide as a standard scan line exactly as wide: A4's 1686 pixels get white ones on
// their right, Letter's last ones are cut off, which is why a page of ours has none of them.
std::size_t widthOfFax(std::size_t width) {
    return width >= 1680 && width <= 1736 ? 1728 : width;
}

// How many pixels differ, or what else is wrong.
std::string differences(const std::string& tiffPath, const BitPage& page) {
    const std::unique_ptr<TIFF, void (*)(TIFF*)> tiff(TIFFOpen(tiffPath.c_str(), "r"), &TIFFClose);
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint16_t photometric = 0;
    if (!tiff || TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width) == 0 ||
        TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height) == 0 ||
        TIFFGetField(tiff.get(), TIFFTAG_PHOTOMETRIC, &photometric) == 0) {
        return "no TIFF";
    }
    if (width != widthOfFax(page.width()) || height != page.height() ||
        photometric != PHOTOMETRIC_MINISWHITE) {
        return std::to_string(width) + "x" + std::to_string(height) + " pixels";
    }
    std::vector<std::uint8_t> scanLine(static_cast<std::size_t>(TIFFScanlineSize(tiff.get())));
    std::size_t different = 0;
    for (std::uint32_t y = 0; y < height; ++y) {
        if (TIFFReadScanline(tiff.get(), scanLine.data(), y, 0) != 1) {
            return "no scan line " + std::to_string(y);
        }
        for (std::size_t x = 0; x < width; ++x) {
            const bool isBlack = (scanLine[x / 8] << x % 8 & 0x80) != 0;
            different += isBlack == (x < page.width() && page.isBlack(x, y)) ? 0U : 1U;
        }
    }
    return different == 0 ? "" : std::to_string(different) + " pixels";
}

std::string lowerCase(std::string_view name) {
    std::string lower;
    for (const char letter : name) {
        lower += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return lower;
}

class GeometryTest : public ::testing::TestWithParam<PageSize> {
  protected:
    GeometryTest() { std::filesystem::create_directories(folder_); }
    ~GeometryTest() override { std::filesystem::remove_all(folder_); }

    const std::string folder_ = ::testing::TempDir() + "geometry_test." + std::to_string(::getpid());
};

TEST_P(GeometryTest, OfAFaxPageIsKeptByGhostscript) {
    const std::string paper = "-sPAPERSIZE=" + lowerCase(GetParam().name);
    const std::vector<std::vector<std::string>> ways{{}, {paper}, {paper, "-dFIXEDMEDIA", "-dPDFFitPage"}};
    for (const Resolution& resolution : kResolutions) {
        const FaxGrid grid = faxGrid(GetParam(), resolution);
        const BitPage page = randomPage(grid);
        const std::string pdfPath = folder_ + "/fax.pdf";
        {
            std::ofstream file(pdfPath, std::ios::binary);
            FaxPdfWriter pdf([&file](std::span<const std::byte> bytes) {
                file.write(reinterpret_cast<const char*>(bytes.data()),
                           static_cast<std::streamsize>(bytes.size()));
            });
            pdf.addPage(grid, encodeG4(page));
            pdf.finish();
        }
        const std::string dpi =
            "-r" + std::to_string(resolution.across) + "x" + std::to_string(resolution.down);
        for (const std::string device : {"tiffg3", "tiffg4"}) {
            for (std::vector<std::string> arguments : ways) {
                const std::string tiffPath = folder_ + "/fax.tiff";
                arguments.insert(arguments.end(),
                                 {"-sDEVICE=" + device, dpi, "-sOutputFile=" + tiffPath, pdfPath});
                ASSERT_EQ(runGhostscript(arguments), 0);
                EXPECT_EQ(differences(tiffPath, page), "") << device << ' ' << dpi << ' ' << arguments.size();
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EachPaper, GeometryTest, ::testing::ValuesIn(kPageSizes),
                         [](const auto& paper) { return std::string(paper.param.name); });

TEST(GeometryWidthTest, IsThatOfAFaxOrOfThePaper) {
    for (const Resolution& resolution : kResolutions) {
        EXPECT_EQ(faxGrid(requirePageSize("A4"), resolution).width, 1686);
        EXPECT_EQ(faxGrid(requirePageSize("Letter"), resolution).width, 1728);
    }
}

}  // namespace
}  // namespace voipnow
