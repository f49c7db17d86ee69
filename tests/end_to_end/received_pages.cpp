// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/received_pages.hpp"

#include <sys/mman.h>
#include <tiffio.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <stdexcept>
#include <string>

namespace voipnow::end_to_end {
namespace {

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

void require(bool condition, const std::string& what) {
    if (!condition) {
        throw std::runtime_error("the received page is not as it should be: " + what);
    }
}

// libtiff closes the descriptor with the file, so it gets one of its own.
Tiff openTiff(int file, const char* mode) {
    lseek(file, 0, SEEK_SET);
    Tiff tiff(TIFFFdOpen(dup(file), "page", mode));
    require(tiff != nullptr, "libtiff cannot open it");
    return tiff;
}

void writeTiff(int file, ReceivedPage& page, const unsigned char* g4, std::size_t size) {
    const Tiff tiff = openTiff(file, "w");
    TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, page.width);
    TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, page.height);
    TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, page.height);
    TIFFSetField(tiff.get(), TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
    TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    // The interface wants bytes that it could change, and leaves them as they are.
    std::vector<unsigned char> bytes(g4, g4 + size);
    require(TIFFWriteRawStrip(tiff.get(), 0, bytes.data(), static_cast<tmsize_t>(size)) ==
                static_cast<tmsize_t>(size),
            "libtiff cannot take its bytes");
}

void decode(ReceivedPage& page, const unsigned char* g4, std::size_t size, bool inverted) {
    const int file = memfd_create("page", MFD_CLOEXEC);
    require(file >= 0, "no memory");
    writeTiff(file, page, g4, size);
    const Tiff tiff = openTiff(file, "r");
    close(file);
    const std::size_t stride = (static_cast<std::size_t>(page.width) + 7) / 8;
    std::vector<unsigned char> bits(stride * static_cast<std::size_t>(page.height));
    require(TIFFReadEncodedStrip(tiff.get(), 0, bits.data(), static_cast<tmsize_t>(bits.size())) ==
                static_cast<tmsize_t>(bits.size()),
            "libtiff cannot decode all of its rows");
    page.rows.assign(static_cast<std::size_t>(page.height),
                     std::vector<bool>(static_cast<std::size_t>(page.width)));
    for (std::size_t y = 0; y < page.rows.size(); ++y) {
        for (std::size_t x = 0; x < page.rows[y].size(); ++x) {
            const bool black = ((bits[y * stride + x / 8] >> (7 - x % 8)) & 1) != 0;
            page.rows[y][x] = black != inverted;
        }
    }
}

bool isTrue(QPDFObjectHandle object) {
    return object.isBool() && object.getBoolValue();
}

ReceivedPage pageOf(QPDFObjectHandle object) {
    ReceivedPage page;
    QPDFObjectHandle box = object.getKey("/MediaBox");
    require(box.isArray() && box.getArrayNItems() == 4, "it has no MediaBox of its own");
    page.pointsWide = box.getArrayItem(2).getNumericValue();
    page.pointsHigh = box.getArrayItem(3).getNumericValue();

    QPDFObjectHandle resources = object.getKey("/Resources");
    require(resources.isDictionary() && resources.getKey("/XObject").isDictionary(), "it has no image");
    auto images = resources.getKey("/XObject").getDictAsMap();
    require(images.size() == 1, "it has not one image but " + std::to_string(images.size()));
    QPDFObjectHandle image = images.begin()->second;
    QPDFObjectHandle dictionary = image.getDict();
    require(isTrue(dictionary.getKey("/ImageMask")), "its image is no ImageMask");
    QPDFObjectHandle filter = dictionary.getKey("/Filter");
    require(filter.isName() && filter.getName() == "/CCITTFaxDecode",
            "its image is not packed with CCITT codes");
    QPDFObjectHandle parameters = dictionary.getKey("/DecodeParms");
    require(parameters.getKey("/K").isInteger() && parameters.getKey("/K").getIntValue() < 0,
            "the codes are not T.6");
    page.width = static_cast<int>(dictionary.getKey("/Width").getIntValue());
    page.height = static_cast<int>(dictionary.getKey("/Height").getIntValue());
    require(parameters.getKey("/Columns").isInteger() &&
                parameters.getKey("/Columns").getIntValue() == page.width,
            "its codes and its image have different widths");

    // A mask paints where a sample is 0, unless Decode is [1 0]; the codes for black give 0, unless BlackIs1.
    QPDFObjectHandle decodeArray = dictionary.getKey("/Decode");
    const bool paintsOnes = decodeArray.isArray() && decodeArray.getArrayItem(0).getNumericValue() > 0.5;
    const auto bytes = image.getRawStreamData();
    decode(page, bytes->getBuffer(), bytes->getSize(), isTrue(parameters.getKey("/BlackIs1")) != paintsOnes);
    return page;
}

}  // namespace

std::int64_t ReceivedPage::blackPixels() const {
    std::int64_t count = 0;
    for (const std::vector<bool>& row : rows) {
        count += std::count(row.begin(), row.end(), true);
    }
    return count;
}

int ReceivedPage::barsDown(int column) const {
    int bars = 0;
    bool wasBlack = false;
    for (const std::vector<bool>& row : rows) {
        const bool black = row.at(static_cast<std::size_t>(column));
        bars += black && !wasBlack ? 1 : 0;
        wasBlack = black;
    }
    return bars;
}

std::vector<ReceivedPage> receivedPages(const std::filesystem::path& pdf) {
    QPDF document;
    document.processFile(pdf.c_str());
    std::vector<ReceivedPage> pages;
    for (const QPDFObjectHandle& page : document.getAllPages()) {
        pages.push_back(pageOf(page));
    }
    return pages;
}

std::vector<int> pageNumbers(const std::filesystem::path& pdf) {
    std::vector<int> numbers;
    for (const ReceivedPage& page : receivedPages(pdf)) {
        numbers.push_back(page.barsDown(page.width / 2));
    }
    return numbers;
}

}  // namespace voipnow::end_to_end
