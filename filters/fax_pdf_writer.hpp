// FaxPdfWriter: puts fax pages into a PDF that survives the server's own conversion to the pixel.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each page is one 1-bit image, packed by T.6, drawn as an image mask from the corner x=0, y=0 of a page of
// the paper's true size, each pixel as large as the resolution says. Ghostscript at that resolution then
// paints exactly these pixels; an ordinary image, or one that is stretched to the paper, would be resampled.
// The PDF holds nothing else: no dates, no names. The same pages give the same bytes.
//
// The PDF goes out page by page; of a page that is out only the place of its objects is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filters/fax_paper.hpp"

namespace voipnow {

// Takes the bytes of a file in order; what it throws passes through.
using ByteSink = std::function<void(std::span<const std::byte>)>;

class FaxPdfWriter {
  public:
    explicit FaxPdfWriter(ByteSink sink);

    // `g4` as encodeG4 gives it, for a page of grid.width x grid.height pixels.
    void addPage(const FaxGrid& grid, std::span<const std::byte> g4);

    // Writes the end of the file. Call once, after the last page.
    void finish();

    int pages() const { return pages_; }

  private:
    void beginObject(std::size_t number);
    void append(std::string_view text) { pending_ += text; }
    void flush();

    ByteSink sink_;
    std::string pending_;                 // not yet given to the sink
    std::uint64_t written_ = 0;           // bytes given to the sink
    std::vector<std::uint64_t> offsets_;  // of the objects, by number
    int pages_ = 0;
};

}  // namespace voipnow
