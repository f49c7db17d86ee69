// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_logo.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

const std::filesystem::path kExample = std::filesystem::path(COVERS_FOLDER) / "example-logo.png";

TEST(CoverLogoTest, IsReadWhole) {
    const DrawingSurface logo = readCoverLogo(kExample);
    EXPECT_GT(cairo_image_surface_get_width(logo.get()), 500);
    EXPECT_GT(cairo_image_surface_get_height(logo.get()), 100);
}

struct BadLogo {
    std::string bytes;
    std::string words;
};

TEST(CoverLogoTest, IsRefusedWhenItIsNoPngOrTooLarge) {
    const std::string good = textOf(kExample);
    std::string wide = good;
    wide.replace(16, 4, std::string("\0\0\x10\0", 4));  // 4096 pixels
    std::string high = good;
    high.replace(20, 4, std::string("\xff\xff\xff\xff", 4));
    const std::vector<BadLogo> table{
        {"", "no PNG"},
        {"GIF89a and more of it, and more, and more", "no PNG"},
        {good.substr(0, 20), "no PNG"},
        {good.substr(0, good.size() / 2), "broken PNG"},
        {good.substr(0, 24) + std::string(1000, 'x'), "broken PNG"},
        {wide, "4096 x "},
        {high, "4294967295 pixels"},
        {good + std::string(kLargestLogo, 'x'), "larger than 4096 kB"},
    };
    const ScratchFolder scratch;
    for (const BadLogo& each : table) {
        const auto file = scratch.file("logo.png", each.bytes);
        const JobError error = thrownBy([&] { readCoverLogo(file); });
        EXPECT_TRUE(mentions(error, each.words)) << error.what();
        EXPECT_TRUE(mentions(error, "logo.png"));
        EXPECT_EQ(error.end(), JobEnd::kHeld);
    }
}

TEST(CoverLogoTest, IsRefusedWhenThereIsNoFile) {
    const ScratchFolder scratch;
    EXPECT_TRUE(mentions(thrownBy([&] { readCoverLogo(scratch.path() / "logo.png"); }), "No such file"));
    ::mkfifo((scratch.path() / "pipe.png").c_str(), 0600);
    EXPECT_TRUE(mentions(thrownBy([&] { readCoverLogo(scratch.path() / "pipe.png"); }), "no ordinary file"));
}

}  // namespace
}  // namespace voipnow
