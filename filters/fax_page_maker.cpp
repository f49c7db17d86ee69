// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_page_maker.hpp"

#include "filters/binarisation.hpp"
#include "filters/g4_encoder.hpp"
#include "filters/page_renderer.hpp"

namespace voipnow {

FaxPageMaker::FaxPageMaker(const PdfInput& input, const FaxSettings& settings)
    : settings_(settings), document_(input) {}

void FaxPageMaker::make(const std::function<void(const FaxPage&)>& take) const {
    const FaxGrid grid = faxGrid(settings_.paper, settings_.resolution);
    PageRenderer renderer(grid);
    for (int number = 1; number <= pages(); ++number) {
        const BitPage bits = binarise(renderer.render(document_, number));
        take({number, grid, encodeG4(bits)});
    }
}

}  // namespace voipnow
