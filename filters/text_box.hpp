// TextBox: where text stands on a page.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace voipnow {

// In points from the page's top left corner, as it is to be read.
struct TextBox {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    bool contains(double x, double y) const { return x >= left && x < right && y >= top && y < bottom; }
};

}  // namespace voipnow
