// SPDX-License-Identifier: GPL-3.0-or-later
//
// The format is simple enough to be written here, with zlib: a signature, then chunks of length, name, data and
// checksum (PNG specification, third edition, 5.3).
#include "backend/page_picture.hpp"

#include <zlib.h>

#include <array>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string_view>

namespace voipnow {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::uint8_t kOneBit = 1;
constexpr std::uint8_t kGray = 0;
constexpr std::uint8_t kMeters = 1;
constexpr std::uint8_t kUnfiltered = 0;
constexpr double kInchesPerMeter = 1 / 0.0254;

struct Scale {
    std::size_t across;
    std::size_t down;
};

Scale scaleFor(const Resolution& resolution) {
    return {resolution.down > 300 ? 2U : 1U, resolution.down < 150 ? 2U : 1U};
}

void append32(Bytes& bytes, std::size_t number) {
    for (const int shift : {24, 16, 8, 0}) {
        bytes.push_back(static_cast<std::uint8_t>((number >> shift) & 0xFFU));
    }
}

void appendChunk(Bytes& png, std::string_view name, std::span<const std::uint8_t> data) {
    append32(png, data.size());
    const std::size_t checked = png.size();
    png.insert(png.end(), name.begin(), name.end());
    png.insert(png.end(), data.begin(), data.end());
    append32(png, ::crc32(0, png.data() + checked, static_cast<uInt>(png.size() - checked)));
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

Bytes packed(const Bytes& bytes) {
    uLongf size = ::compressBound(bytes.size());
    Bytes data(size);
    if (::compress2(data.data(), &size, bytes.data(), bytes.size(), Z_DEFAULT_COMPRESSION) != Z_OK) {
        throw std::runtime_error("There is not enough memory to make a picture of the page.");
    }
    data.resize(size);
    return data;
}

std::size_t perMeter(std::size_t dotsPerInch) {
    return static_cast<std::size_t>(std::lround(static_cast<double>(dotsPerInch) * kInchesPerMeter));
}

}  // namespace

std::vector<std::uint8_t> pagePicture(const BitPage& page, const Resolution& resolution) {
    const Scale scale = scaleFor(resolution);
    const std::size_t width = page.width() * scale.across;

    Bytes header;
    append32(header, width);
    append32(header, page.height() * scale.down);
    header.insert(header.end(), {kOneBit, kGray, 0, 0, 0});

    Bytes size;
    append32(size, perMeter(static_cast<std::size_t>(resolution.across) * scale.across));
    append32(size, perMeter(static_cast<std::size_t>(resolution.down) * scale.down));
    size.push_back(kMeters);

    Bytes lines;
    for (std::size_t y = 0; y < page.height(); ++y) {
        const Bytes line = pictureLine(page.scanLine(y), scale.across, (width + 7) / 8);
        for (std::size_t i = 0; i < scale.down; ++i) {
            lines.insert(lines.end(), line.begin(), line.end());
        }
    }

    Bytes png(kSignature.begin(), kSignature.end());
    appendChunk(png, "IHDR", header);
    appendChunk(png, "pHYs", size);
    appendChunk(png, "IDAT", packed(lines));
    appendChunk(png, "IEND", {});
    return png;
}

}  // namespace voipnow
