// A page that is drawn on the grid of the fax arrives to the pixel.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <vector>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/received_pages.hpp"

namespace voipnow::end_to_end {
namespace {

// Bars and dots of many sizes, down to one pixel, at all remainders of eight, and on the four edges of the
// page.
DrawnPage knownPage() {
    DrawnPage page = {{0, 0, 40, 1},
                      {0, 0, 1, 40},
                      {kGridWidth - 40, kGridHeight - 1, 40, 1},
                      {kGridWidth - 1, kGridHeight - 40, 1, 40}};
    for (int row = 0; row < 24; ++row) {
        for (int column = 0; column < 24; ++column) {
            page.push_back({64 + 67 * column, 64 + 83 * row, 1 + (column * 5) % 31, 1 + (row * 7) % 29});
        }
    }
    return page;
}

std::vector<std::vector<bool>> pixelsOf(const DrawnPage& page) {
    std::vector<std::vector<bool>> rows(kGridHeight, std::vector<bool>(kGridWidth));
    for (const Rectangle& each : page) {
        for (int y = each.top; y < each.top + each.height; ++y) {
            for (int x = each.left; x < each.left + each.width; ++x) {
                rows.at(static_cast<std::size_t>(y)).at(static_cast<std::size_t>(x)) = true;
            }
        }
    }
    return rows;
}

using Pixels = FaxPrinterTest;

TEST_F(Pixels, OfADrawingOnTheGridArriveUnchanged) {
    const ReceivedFax fax = printed({scratch_.write("known.pdf", drawnPdf({knownPage()}))}, to("5550100"));
    ASSERT_EQ(fax.files.size(), 1U);
    const auto pages = receivedPages(fax.files.front().path);
    ASSERT_EQ(pages.size(), 1U);
    const auto expected = pixelsOf(knownPage());
    const auto& arrived = pages.front().rows;
    ASSERT_EQ(arrived.size(), expected.size());
    int different = 0;
    for (std::size_t y = 0; y < expected.size(); ++y) {
        ASSERT_EQ(arrived[y].size(), expected[y].size());
        for (std::size_t x = 0; x < expected[y].size(); ++x) {
            if (arrived[y][x] != expected[y][x] && ++different <= 10) {
                ADD_FAILURE() << "pixel " << x << "," << y << " should be "
                              << (expected[y][x] ? "black" : "white");
            }
        }
    }
    EXPECT_EQ(different, 0);
}

}  // namespace
}  // namespace voipnow::end_to_end
