// ChangingElements: where the pixels of a scan line change their colour.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// So ITU-T T.4 and T.6 call a pixel whose colour is not that of the pixel before it; before the first pixel
// stands an imaginary white one. So they are in turn black (the first, the third, ...) and white.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace voipnow {

class ChangingElements {
  public:
    // For scan lines of `width` pixels. Has none at first, as a blank scan line.
    explicit ChangingElements(std::size_t width);

    // Takes the place of all that was found before. `scanLine` is one of a BitPage of this width.
    void find(std::span<const std::uint8_t> scanLine);

    std::size_t count() const { return count_; }

    // The first of count() positions, ascending; the first pixel of a scan line has the position 0. So that
    // nobody needs to look out for the ends, -1 stands before them and, behind them, twice the width, where
    // T.4 imagines one more changing element, then four times kNever.
    const std::int32_t* positions() const { return positions_.data() + kBefore; }

    // Behind every position.
    static constexpr std::int32_t kNever = INT32_MAX;

  private:
    static constexpr std::size_t kBefore = 1;

    void close(std::int32_t* end);

    std::int32_t width_;
    std::size_t count_ = 0;
    std::vector<std::int32_t> positions_;
};

}  // namespace voipnow
