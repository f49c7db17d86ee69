// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/small_picture.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <span>
#include <vector>

#include "backend/fax_pdf_pages.hpp"
#include "backend/png_file.hpp"
#include "filters/g4_decoder.hpp"

namespace voipnow {
namespace {

constexpr std::uint8_t kBits = 4;
constexpr std::size_t kWhite = 15;
// Thin strokes would fade to next to nothing: a part of the page that is half black is black.
constexpr std::size_t kDarker = 2;

// How many of the pixels from `begin` to `end` are black.
std::size_t blackIn(std::span<const std::uint8_t> scanLine, std::size_t begin, std::size_t end) {
    std::size_t black = 0;
    for (std::size_t x = begin; x < end;) {
        if (x % 8 == 0 && x + 8 <= end) {
            black += static_cast<std::size_t>(std::popcount(scanLine[x / 8]));
            x += 8;
        } else {
            black += static_cast<unsigned>(scanLine[x / 8]) >> (7 - x % 8) & 1U;
            ++x;
        }
    }
    return black;
}

// Where part `number` of `parts` begins in `whole` pixels.
std::size_t partBegin(std::size_t number, std::size_t parts, std::size_t whole) {
    return number * whole / parts;
}

// How many black pixels each part of the scan lines from `top` to `bottom` has.
std::vector<std::size_t> blackOf(const BitPage& page, std::size_t top, std::size_t bottom,
                                 std::size_t parts) {
    std::vector<std::size_t> black(parts);
    for (std::size_t y = top; y < bottom; ++y) {
        for (std::size_t x = 0; x < parts; ++x) {
            black[x] += blackIn(page.scanLine(y), partBegin(x, parts, page.width()),
                                partBegin(x + 1, parts, page.width()));
        }
    }
    return black;
}

}  // namespace

std::string smallPicture(const BitPage& page, const Resolution& resolution) {
    const std::size_t width = std::min(kPictureWidth, page.width());
    const std::size_t across = page.width() * static_cast<std::size_t>(resolution.down);
    const std::size_t down = page.height() * static_cast<std::size_t>(resolution.across);
    const std::size_t height = std::clamp<std::size_t>(width * down / across, 1, page.height());
    std::vector<std::uint8_t> lines;
    for (std::size_t y = 0; y < height; ++y) {
        const std::size_t top = partBegin(y, height, page.height());
        const std::size_t bottom = partBegin(y + 1, height, page.height());
        const std::vector<std::size_t> black = blackOf(page, top, bottom, width);
        lines.push_back(0);
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t pixels =
                (partBegin(x + 1, width, page.width()) - partBegin(x, width, page.width())) * (bottom - top);
            const std::size_t dark = std::min(kWhite, black[x] * kDarker * kWhite / pixels);
            const auto gray = static_cast<std::uint8_t>(kWhite - dark);
            if (x % 2 == 0) {
                lines.push_back(static_cast<std::uint8_t>(gray << kBits));
            } else {
                lines.back() |= gray;
            }
        }
    }
    const std::vector<std::uint8_t> png = pngFile({width, height, kBits, 0, 0}, lines);
    return {png.begin(), png.end()};
}

std::optional<std::string> firstPagePicture(const TemporaryFile& pdf) {
    try {
        const std::optional<FaxPdfPage> page = firstFaxPdfPage(pdf.stream());
        if (!page || page->width == 0 || page->height == 0) {
            return std::nullopt;
        }
        return smallPicture(decodeG4(std::as_bytes(std::span(page->g4)), page->width, page->height),
                            page->resolution);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace voipnow
