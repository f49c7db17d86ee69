// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/png_file.hpp"

#include <zlib.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <string_view>

namespace voipnow {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::uint8_t kGray = 0;
constexpr std::uint8_t kMeters = 1;
constexpr double kInchesPerMeter = 1 / 0.0254;

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

Bytes packed(std::span<const std::uint8_t> bytes) {
    uLongf size = ::compressBound(bytes.size());
    Bytes data(size);
    if (::compress2(data.data(), &size, bytes.data(), bytes.size(), Z_DEFAULT_COMPRESSION) != Z_OK) {
        throw std::runtime_error("There is not enough memory to make a picture of the page.");
    }
    data.resize(size);
    return data;
}

std::size_t perMeter(double dotsPerInch) {
    return static_cast<std::size_t>(std::lround(dotsPerInch * kInchesPerMeter));
}

}  // namespace

std::vector<std::uint8_t> pngFile(const PngForm& form, std::span<const std::uint8_t> lines) {
    Bytes header;
    append32(header, form.width);
    append32(header, form.height);
    header.insert(header.end(), {form.bits, kGray, 0, 0, 0});

    Bytes png(kSignature.begin(), kSignature.end());
    appendChunk(png, "IHDR", header);
    if (form.dotsPerInchAcross > 0) {
        Bytes size;
        append32(size, perMeter(form.dotsPerInchAcross));
        append32(size, perMeter(form.dotsPerInchDown));
        size.push_back(kMeters);
        appendChunk(png, "pHYs", size);
    }
    appendChunk(png, "IDAT", packed(lines));
    appendChunk(png, "IEND", {});
    return png;
}

}  // namespace voipnow
