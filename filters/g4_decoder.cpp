// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/g4_decoder.hpp"

#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace voipnow {
namespace {

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

thread_local std::string complaints;

void complain(const char* /*module*/, const char* format, va_list /*values*/) {
    complaints += format;
}

class Complaints {
  public:
    Complaints() : error_(TIFFSetErrorHandler(&complain)), warning_(TIFFSetWarningHandler(&complain)) {
        complaints.clear();
    }
    ~Complaints() {
        TIFFSetErrorHandler(error_);
        TIFFSetWarningHandler(warning_);
    }
    Complaints(const Complaints&) = delete;
    Complaints& operator=(const Complaints&) = delete;

  private:
    TIFFErrorHandler error_;
    TIFFErrorHandler warning_;
};

// A file in memory, as libtiff wants to see one.
struct MemoryFile {
    std::vector<std::byte> bytes;
    std::size_t at = 0;

    static MemoryFile& of(thandle_t handle) { return *static_cast<MemoryFile*>(handle); }

    static tmsize_t read(thandle_t handle, void* to, tmsize_t size) {
        MemoryFile& file = of(handle);
        const std::size_t there = file.bytes.size() - std::min(file.at, file.bytes.size());
        const std::size_t count = std::min(static_cast<std::size_t>(size), there);
        if (count > 0) {
            std::memcpy(to, file.bytes.data() + file.at, count);
        }
        file.at += count;
        return static_cast<tmsize_t>(count);
    }

    static tmsize_t write(thandle_t handle, void* from, tmsize_t size) {
        MemoryFile& file = of(handle);
        const auto count = static_cast<std::size_t>(size);
        file.bytes.resize(std::max(file.bytes.size(), file.at + count));
        if (count > 0) {
            std::memcpy(file.bytes.data() + file.at, from, count);
        }
        file.at += count;
        return size;
    }

    static toff_t seek(thandle_t handle, toff_t offset, int whence) {
        MemoryFile& file = of(handle);
        const std::size_t base = whence == SEEK_CUR ? file.at : whence == SEEK_END ? file.bytes.size() : 0;
        file.at = base + static_cast<std::size_t>(offset);
        return file.at;
    }

    static int close(thandle_t /*handle*/) { return 0; }
    static toff_t size(thandle_t handle) { return of(handle).bytes.size(); }

    Tiff open(const char* mode) {
        at = 0;
        return {TIFFClientOpen("page", mode, this, &read, &write, &seek, &close, &size, nullptr, nullptr),
                &TIFFClose};
    }
};

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
    const Complaints listening;
    MemoryFile file;
    std::vector<std::byte> code(g4.begin(), g4.end());
    {
        const Tiff tiff = file.open("wm");
        describe(tiff.get(), width, height);
        TIFFWriteRawStrip(tiff.get(), 0, code.data(), static_cast<tmsize_t>(code.size()));
    }
    const Tiff tiff = file.open("rm");
    BitPage page(width, height);
    const auto size = static_cast<tmsize_t>(page.bytes().size());
    const tmsize_t got = tiff ? TIFFReadEncodedStrip(tiff.get(), 0, page.scanLine(0).data(), size) : -1;
    if (got != size || !complaints.empty()) {
        throw std::runtime_error("libtiff: " + complaints);
    }
    return page;
}

}  // namespace voipnow
