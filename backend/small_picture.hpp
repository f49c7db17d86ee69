// The first page of a fax as a small picture, for its receipt.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PNG in 16 grays, as wide as kPictureWidth and upright as the page is on paper, whatever the fax's resolution: one that
// shows which document it was. As a rule less than 8 kB.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "backend/temporary_file.hpp"
#include "filters/fax_paper.hpp"
#include "filters/page_pixels.hpp"

namespace voipnow {

inline constexpr std::size_t kPictureWidth = 200;

// The bytes of the PNG file. Each pixel is as gray as its part of the page has black in it.
std::string smallPicture(const BitPage& page, const Resolution& resolution);

// Of a PDF as the filter makes it. Nothing when the page is no fax image (FaxContent=Vector), or cannot be read: a fax
// does not fail for its picture. Reads through the file's stream and leaves its place anywhere. Changes libtiff's
// handlers of errors while it works, so not in two threads at a time.
std::optional<std::string> firstPagePicture(const TemporaryFile& pdf);

}  // namespace voipnow
