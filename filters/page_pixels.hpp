// The two forms that a page has on its way: gray as rendered, then black and white.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace voipnow {

// One byte a pixel, 0 black to 255 white; scan lines from the top, without padding.
class GrayPage {
  public:
    GrayPage(int width, int height)
        : width_(static_cast<std::size_t>(width)),
          height_(static_cast<std::size_t>(height)),
          pixels_(width_ * height_, std::uint8_t{255}) {}

    std::size_t width() const { return width_; }
    std::size_t height() const { return height_; }
    std::span<std::uint8_t> scanLine(std::size_t y) { return {pixels_.data() + y * width_, width_}; }
    std::span<const std::uint8_t> scanLine(std::size_t y) const {
        return {pixels_.data() + y * width_, width_};
    }

  private:
    std::size_t width_;
    std::size_t height_;
    std::vector<std::uint8_t> pixels_;
};

// One bit a pixel, 1 black; scan lines from the top, each beginning at a byte, its first pixel in the highest
// bit. The bits behind a scan line's last pixel are 0.
class BitPage {
  public:
    BitPage(std::size_t width, std::size_t height)
        : width_(width),
          height_(height),
          stride_((width + 7) / 8),
          bits_(stride_ * height, std::uint8_t{0}) {}

    std::size_t width() const { return width_; }
    std::size_t height() const { return height_; }
    std::span<std::uint8_t> scanLine(std::size_t y) { return {bits_.data() + y * stride_, stride_}; }
    std::span<const std::uint8_t> scanLine(std::size_t y) const {
        return {bits_.data() + y * stride_, stride_};
    }
    std::span<const std::uint8_t> bytes() const { return bits_; }
    bool isBlank() const {
        return std::all_of(bits_.begin(), bits_.end(), [](std::uint8_t bits) { return bits == 0; });
    }
    bool isBlack(std::size_t x, std::size_t y) const {
        return ((bits_[y * stride_ + x / 8] >> (7 - x % 8)) & 1) != 0;
    }

  private:
    std::size_t width_;
    std::size_t height_;
    std::size_t stride_;
    std::vector<std::uint8_t> bits_;
};

}  // namespace voipnow
