// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/page_picture.hpp"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <span>

namespace voipnow {
namespace {

struct Reading {
    std::span<const std::uint8_t> left;

    static cairo_status_t read(void* closure, unsigned char* to, unsigned length) {
        auto& left = static_cast<Reading*>(closure)->left;
        if (left.size() < length) {
            return CAIRO_STATUS_READ_ERROR;
        }
        std::memcpy(to, left.data(), length);
        left = left.subspan(length);
        return CAIRO_STATUS_SUCCESS;
    }
};

// What another reader of PNG sees in the picture, as text: # is black.
std::vector<std::string> seen(const std::vector<std::uint8_t>& png) {
    Reading reading{png};
    const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> picture(
        cairo_image_surface_create_from_png_stream(&Reading::read, &reading), &cairo_surface_destroy);
    EXPECT_EQ(cairo_surface_status(picture.get()), CAIRO_STATUS_SUCCESS);
    std::vector<std::string> rows;
    const std::ptrdiff_t stride = cairo_image_surface_get_stride(picture.get());
    for (int y = 0; y < cairo_image_surface_get_height(picture.get()); ++y) {
        rows.emplace_back();
        for (std::ptrdiff_t x = 0; x < cairo_image_surface_get_width(picture.get()); ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, cairo_image_surface_get_data(picture.get()) + y * stride + x * 4,
                        sizeof pixel);
            rows.back() += (pixel & 0xFFFFFF) == 0 ? '#' : '.';
        }
    }
    return rows;
}

// Ten pixels wide: a scan line ends within a byte.
BitPage drawing() {
    BitPage page(10, 2);
    page.scanLine(0)[0] = 0b1000'0101;
    page.scanLine(0)[1] = 0b0100'0000;
    page.scanLine(1)[0] = 0b0000'0001;
    page.scanLine(1)[1] = 0b1000'0000;
    return page;
}

// Pixels for a metre, across and down, from the chunk pHYs.
std::pair<std::uint32_t, std::uint32_t> density(const std::vector<std::uint8_t>& png) {
    const std::string text(png.begin(), png.end());
    const std::size_t at = text.find("pHYs") + 4;
    const auto number = [&](std::size_t from) {
        return std::uint32_t{png[from]} << 24U | std::uint32_t{png[from + 1]} << 16U |
               std::uint32_t{png[from + 2]} << 8U | std::uint32_t{png[from + 3]};
    };
    return {number(at), number(at + 4)};
}

TEST(PagePicture, ShowsThePixelsOfAFinePage) {
    const auto png = pagePicture(drawing(), kResolutions[1]);
    EXPECT_EQ(seen(png), (std::vector<std::string>{"#....#.#.#", ".......##."}));
    EXPECT_EQ(density(png), (std::pair<std::uint32_t, std::uint32_t>{8031, 7717}));
}

TEST(PagePicture, ShowsEachScanLineOfAStandardPageTwice) {
    const auto png = pagePicture(drawing(), kResolutions[0]);
    EXPECT_EQ(seen(png), (std::vector<std::string>{"#....#.#.#", "#....#.#.#", ".......##.", ".......##."}));
    EXPECT_EQ(density(png), (std::pair<std::uint32_t, std::uint32_t>{8031, 7717}));
}

TEST(PagePicture, ShowsEachPixelOfASuperfinePageTwice) {
    const auto png = pagePicture(drawing(), kResolutions[2]);
    EXPECT_EQ(seen(png), (std::vector<std::string>{"##........##..##..##", "..............####.."}));
    EXPECT_EQ(density(png), (std::pair<std::uint32_t, std::uint32_t>{16063, 15394}));
}

}  // namespace
}  // namespace voipnow
