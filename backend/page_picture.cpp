// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/page_picture.hpp"

#include <span>

#include "backend/png_file.hpp"

namespace voipnow {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t kOneBit = 1;
constexpr std::uint8_t kUnfiltered = 0;

struct Scale {
    std::size_t across;
    std::size_t down;
};

Scale scaleFor(const Resolution& resolution) {
    return {resolution.down > 300 ? 2U : 1U, resolution.down < 150 ? 2U : 1U};
}

// Each bit twice.
std::uint16_t doubled(std::uint8_t bits) {
    unsigned wide = bits;
    wide = (wide | wide << 4U) & 0x0F0FU;
    wide = (wide | wide << 2U) & 0x3333U;
    wide = (wide | wide << 1U) & 0x5555U;
    return static_cast<std::uint16_t>(wide | wide << 1U);
}

// A scan line of the picture, with the byte for its filter before it. In PNG, gray of one bit, 0 is black.
Bytes pictureLine(std::span<const std::uint8_t> scanLine, std::size_t across, std::size_t bytes) {
    Bytes line{kUnfiltered};
    for (const std::uint8_t bits : scanLine) {
        if (across == 1) {
            line.push_back(static_cast<std::uint8_t>(~bits));
        } else {
            const std::uint16_t wide = doubled(bits);
            line.push_back(static_cast<std::uint8_t>(~(wide >> 8U)));
            line.push_back(static_cast<std::uint8_t>(~wide));
        }
    }
    line.resize(1 + bytes);
    return line;
}

}  // namespace

std::vector<std::uint8_t> pagePicture(const BitPage& page, const Resolution& resolution) {
    const Scale scale = scaleFor(resolution);
    const std::size_t width = page.width() * scale.across;

    Bytes lines;
    for (std::size_t y = 0; y < page.height(); ++y) {
        const Bytes line = pictureLine(page.scanLine(y), scale.across, (width + 7) / 8);
        for (std::size_t i = 0; i < scale.down; ++i) {
            lines.insert(lines.end(), line.begin(), line.end());
        }
    }

    return pngFile({width, page.height() * scale.down, kOneBit,
                    static_cast<double>(resolution.across) * static_cast<double>(scale.across),
                    static_cast<double>(resolution.down) * static_cast<double>(scale.down)},
                   lines);
}

}  // namespace voipnow
