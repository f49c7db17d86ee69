// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/libtiff_encoder.hpp"

#include <tiffio.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace voipnow {
namespace {

// The TIFF file that libtiff believes to write.
class MemoryFile {
  public:
    tmsize_t read(void* buffer, tmsize_t size) {
        const std::size_t left = at_ < bytes_.size() ? bytes_.size() - at_ : 0;
        const std::size_t length = std::min(static_cast<std::size_t>(size), left);
        if (length > 0) {
            std::memcpy(buffer, bytes_.data() + at_, length);
        }
        at_ += length;
        return static_cast<tmsize_t>(length);
    }
    tmsize_t write(const void* buffer, tmsize_t size) {
        const auto length = static_cast<std::size_t>(size);
        bytes_.resize(std::max(bytes_.size(), at_ + length));
        std::memcpy(bytes_.data() + at_, buffer, length);
        at_ += length;
        return size;
    }
    toff_t seek(toff_t offset, int from) {
        const std::size_t base = from == SEEK_SET ? 0 : from == SEEK_CUR ? at_ : bytes_.size();
        at_ = base + static_cast<std::size_t>(offset);
        return at_;
    }
    toff_t size() const { return bytes_.size(); }
    std::vector<std::byte> part(std::size_t from, std::size_t length) const {
        const auto begin = bytes_.begin() + static_cast<std::ptrdiff_t>(from);
        return {begin, begin + static_cast<std::ptrdiff_t>(length)};
    }

  private:
    std::vector<std::byte> bytes_;
    std::size_t at_ = 0;
};

MemoryFile* fileOf(thandle_t handle) {
    return static_cast<MemoryFile*>(handle);
}

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

// libtiff is C: no exception may pass through it, so an allocation that fails ends as a short write.
tmsize_t writeOrFail(thandle_t handle, void* buffer, tmsize_t size) {
    try {
        return fileOf(handle)->write(buffer, size);
    } catch (const std::exception&) {
        return -1;
    }
}

Tiff openForWriting(MemoryFile& file) {
    return Tiff(TIFFClientOpen(
        "fax page", "w", &file,
        [](thandle_t handle, void* buffer, tmsize_t size) { return fileOf(handle)->read(buffer, size); },
        &writeOrFail,
        [](thandle_t handle, toff_t offset, int from) { return fileOf(handle)->seek(offset, from); },
        [](thandle_t) { return 0; }, [](thandle_t handle) { return fileOf(handle)->size(); },
        [](thandle_t, void**, toff_t*) { return 0; }, [](thandle_t, void*, toff_t) {}));
}

bool writeOneStrip(TIFF* tiff, const BitPage& page) {
    const bool described =
        TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(page.width())) != 0 &&
        TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(page.height())) != 0 &&
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(page.height())) != 0 &&
        TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1) != 0 &&
        TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1) != 0 &&
        TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB) != 0 &&
        TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE) != 0 &&
        TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4) != 0;
    // libtiff only reads the pixels, but takes a pointer through which it could write.
    auto* pixels = const_cast<std::uint8_t*>(page.bytes().data());
    const auto size = static_cast<tmsize_t>(page.bytes().size());
    return described && TIFFWriteEncodedStrip(tiff, 0, pixels, size) == size;
}

}  // namespace

std::vector<std::byte> encodeG4ByLibtiff(const BitPage& page) {
    MemoryFile file;
    const Tiff tiff = openForWriting(file);
    std::uint64_t* offsets = nullptr;
    std::uint64_t* lengths = nullptr;
    if (!tiff || !writeOneStrip(tiff.get(), page) ||
        TIFFGetField(tiff.get(), TIFFTAG_STRIPOFFSETS, &offsets) == 0 ||
        TIFFGetField(tiff.get(), TIFFTAG_STRIPBYTECOUNTS, &lengths) == 0) {
        throw std::runtime_error("libtiff cannot pack the page.");
    }
    return file.part(*offsets, *lengths);
}

}  // namespace voipnow
