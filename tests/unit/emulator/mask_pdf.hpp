// PDFs for tests whose pages are one image mask each, as fax pages are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace voipnow::emulator {

struct MaskPage {
    int width = 16;  // pixels; whole bytes a row
    int height = 8;
    double widthPoints = 16;
    double heightPoints = 8;
    std::vector<std::uint8_t> bits = {};  // 1 is black; without any: a pattern that differs from row to row
    std::string content = {};             // the page's operators; without any: the image fills the page
    std::string entries = {};             // more entries of the page, for example "/Rotate 90"
};

// The pattern of a page that was given no bits.
std::vector<std::uint8_t> patternOf(const MaskPage& page);

std::string maskPdf(const std::vector<MaskPage>& pages);

}  // namespace voipnow::emulator
