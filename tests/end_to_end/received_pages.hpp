// The pages of a fax as the service received them: the pixels, read from the PDF by other means than our own.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes the PDF apart with libqpdf and decodes its images with libtiff. Throws std::runtime_error when a page
// is anything else than one 1-bit image mask, packed with T.6, on the whole page.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace voipnow::end_to_end {

struct ReceivedPage {
    int width = 0;   // pixels
    int height = 0;  // pixels
    double pointsWide = 0;
    double pointsHigh = 0;
    std::vector<std::vector<bool>> rows;  // true is black

    // Black pixels of the whole page.
    std::int64_t blackPixels() const;

    // How many times white turns to black down the column, for example the bars of a numbered page.
    int barsDown(int column) const;
};

std::vector<ReceivedPage> receivedPages(const std::filesystem::path& pdf);

// Of each page of a document of numbered pages (drawn_document.hpp), its number.
std::vector<int> pageNumbers(const std::filesystem::path& pdf);

}  // namespace voipnow::end_to_end
