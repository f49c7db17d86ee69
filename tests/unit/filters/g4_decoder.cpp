// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/filters/g4_decoder.hpp"

#include <tiffio.h>

#include <cstdarg>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/unit/filters/unnamed_file.hpp"

namespace voipnow {
namespace {

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

thread_local std::string complaints;

void complain(const char* /*module*/, const char* format, va_list /*values*/) {
    complaints += format;
}

void describe(TIFF* tiff, std::size_t width, std::size_t height) {
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(width));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(height));
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(height));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
}

}  // namespace

BitPage decodeG4(std::span<const std::byte> g4, std::size_t width, std::size_t height) {
    TIFFSetErrorHandler(&complain);
    TIFFSetWarningHandler(&complain);
    complaints.clear();
    const UnnamedFile file;
    std::vector<std::byte> code(g4.begin(), g4.end());
    {
        const Tiff tiff(TIFFFdOpen(::dup(file.descriptor()), "page", "w"), &TIFFClose);
        describe(tiff.get(), width, height);
        TIFFWriteRawStrip(tiff.get(), 0, code.data(), static_cast<tmsize_t>(code.size()));
    }
    file.rewind();
    const Tiff tiff(TIFFFdOpen(::dup(file.descriptor()), "page", "r"), &TIFFClose);
    BitPage page(width, height);
    const auto size = static_cast<tmsize_t>(page.bytes().size());
    const tmsize_t got = tiff ? TIFFReadEncodedStrip(tiff.get(), 0, page.scanLine(0).data(), size) : -1;
    if (got != size || !complaints.empty()) {
        throw std::runtime_error("libtiff: " + complaints);
    }
    return page;
}

}  // namespace voipnow
