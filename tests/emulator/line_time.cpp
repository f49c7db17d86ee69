// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/line_time.hpp"

#include <tiffio.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace voipnow::emulator {

namespace {

// A file in memory for libtiff.
struct MemoryFile {
    std::vector<std::uint8_t> bytes;
    std::size_t position = 0;

    static MemoryFile& of(thandle_t handle) { return *static_cast<MemoryFile*>(handle); }
};

tmsize_t readMemory(thandle_t handle, void* into, tmsize_t size) {
    auto& file = MemoryFile::of(handle);
    const auto begin = std::min(file.position, file.bytes.size());
    const auto count = std::min(static_cast<std::size_t>(size), file.bytes.size() - begin);
    std::copy_n(file.bytes.data() + begin, count, static_cast<std::uint8_t*>(into));
    file.position = begin + count;
    return static_cast<tmsize_t>(count);
}

tmsize_t writeMemory(thandle_t handle, void* from, tmsize_t size) {
    auto& file = MemoryFile::of(handle);
    const auto end = file.position + static_cast<std::size_t>(size);
    file.bytes.resize(std::max(file.bytes.size(), end));
    std::copy_n(static_cast<const std::uint8_t*>(from), size, file.bytes.data() + file.position);
    file.position = end;
    return size;
}

toff_t seekMemory(thandle_t handle, toff_t offset, int whence) {
    auto& file = MemoryFile::of(handle);
    const std::size_t base = whence == SEEK_CUR ? file.position : whence == SEEK_END ? file.bytes.size() : 0;
    file.position = base + offset;
    return file.position;
}

int closeMemory(thandle_t /*handle*/) {
    return 0;
}

toff_t sizeOfMemory(thandle_t handle) {
    return MemoryFile::of(handle).bytes.size();
}

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

}  // namespace

std::uint64_t encodedBytes(const Bitmap& page, LineCode code) {
    MemoryFile file;
    const std::unique_ptr<TIFF, CloseTiff> tiff(TIFFClientOpen("page", "w", &file, readMemory, writeMemory,
                                                               seekMemory, closeMemory, sizeOfMemory, nullptr,
                                                               nullptr));
    if (tiff == nullptr) {
        throw std::runtime_error("libtiff cannot open a file in memory.");
    }
    TIFF* out = tiff.get();
    TIFFSetField(out, TIFFTAG_IMAGEWIDTH, page.width);
    TIFFSetField(out, TIFFTAG_IMAGELENGTH, page.height);
    TIFFSetField(out, TIFFTAG_ROWSPERSTRIP, page.height);
    TIFFSetField(out, TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(out, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(out, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(out, TIFFTAG_COMPRESSION,
                 code == LineCode::kG4 ? COMPRESSION_CCITTFAX4 : COMPRESSION_CCITTFAX3);
    // libtiff takes the strip as writable and leaves it as it is.
    std::vector<std::uint8_t> strip = page.bits;
    if (TIFFWriteEncodedStrip(out, 0, strip.data(), static_cast<tmsize_t>(strip.size())) < 0) {
        throw std::runtime_error("libtiff cannot encode the page.");
    }
    return TIFFRawStripSize64(out, 0);
}

}  // namespace voipnow::emulator
