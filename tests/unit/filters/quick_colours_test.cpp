// This program has filters/quick_colours.cpp in it, as pdftofax has: Poppler calls the function that stands there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <lcms2.h>

#include <cstdlib>
#include <string>

#include "filters/page_renderer.hpp"
#include "filters/pdf_document.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"

namespace voipnow {
namespace {

constexpr FaxGrid kSixteen{{"Small", 16, 16}, {"72x72dpi", 72, 72}, 16, 16};

std::string srgbProfile() {
    const cmsHPROFILE profile = cmsCreate_sRGBProfile();
    cmsUInt32Number size = 0;
    EXPECT_NE(cmsSaveProfileToMem(profile, nullptr, &size), 0);
    std::string bytes(size, '\0');
    EXPECT_NE(cmsSaveProfileToMem(profile, bytes.data(), &size), 0);
    cmsCloseProfile(profile);
    return bytes;
}

// 256 pixels, all reds and greens in steps of 17, and a blue that runs.
std::string manyColours() {
    std::string pixels;
    for (int i = 0; i < 256; ++i) {
        pixels += static_cast<char>(17 * (i % 16));
        pixels += static_cast<char>(17 * (i / 16));
        pixels += static_cast<char>(i);
    }
    return pixels;
}

std::string stream(const std::string& entries, const std::string& bytes) {
    return "<< " + entries + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes +
           "\nendstream";
}

GrayPage drawnIn(const std::string& colourSpace) {
    const HandMadePdf pdf{
        .pages = {{"q 16 0 0 16 0 0 cm /I Do Q", "0 0 16 16", "/Resources << /XObject << /I 5 0 R >> >>"}},
        .objects = {
            stream("/Type /XObject /Subtype /Image /Width 16 /Height 16 /BitsPerComponent 8 /ColorSpace " +
                       colourSpace,
                   manyColours()),
            stream("/N 3 /Alternate /DeviceRGB", srgbProfile())}};
    const PdfInput input = inputOf(pdf.bytes());
    return PageRenderer(kSixteen).render(PdfDocument(input).page(1).get(), 1);
}

TEST(QuickColoursTest, APictureWithTheUsualProfileLooksLikeOneWithout) {
    const GrayPage plain = drawnIn("/DeviceRGB");
    const GrayPage profiled = drawnIn("[ /ICCBased 6 0 R ]");
    EXPECT_NE(plain.scanLine(0)[0], plain.scanLine(15)[15]);
    for (std::size_t y = 0; y < 16; ++y) {
        for (std::size_t x = 0; x < 16; ++x) {
            EXPECT_NEAR(profiled.scanLine(y)[x], plain.scanLine(y)[x], 1) << x << ',' << y;
        }
    }
}

// Gray and the colours of printers go the way that Poppler chose.
TEST(QuickColoursTest, LeavesOtherConversionsAsTheyWere) {
    const cmsHPROFILE srgb = cmsCreate_sRGBProfile();
    const cmsHTRANSFORM transform =
        cmsCreateTransform(srgb, TYPE_RGB_8, srgb, TYPE_RGB_8, INTENT_PERCEPTUAL, cmsFLAGS_NOOPTIMIZE);
    ASSERT_NE(transform, nullptr);
    const std::string in = manyColours();
    std::string out(in.size(), '\0');
    cmsDoTransform(transform, in.data(), out.data(), static_cast<cmsUInt32Number>(in.size() / 3));
    for (std::size_t i = 0; i < in.size(); ++i) {
        EXPECT_NEAR(static_cast<unsigned char>(out[i]), static_cast<unsigned char>(in[i]), 1);
    }
    cmsDeleteTransform(transform);
    EXPECT_EQ(cmsCreateTransform(srgb, TYPE_CMYK_8, srgb, TYPE_RGB_8, INTENT_PERCEPTUAL, 0), nullptr)
        << "lcms refuses what does not fit, and so do we";
    cmsCloseProfile(srgb);
}

}  // namespace
}  // namespace voipnow
