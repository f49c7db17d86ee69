// Tells people and programs what a preview found.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "backend/fax_preview.hpp"

namespace voipnow {

struct PreviewReport {
    int pages = 0;
    bool isVectors = false;            // drawings instead of pixels: then there are no costs and no hints
    std::vector<PageCost> costs = {};  // of each page, in order
    std::uint64_t pdfBytes = 0;
    std::vector<PageHint> hints = {};
    std::vector<std::string> warnings = {};         // of the filter, made printable here
    std::vector<std::filesystem::path> files = {};  // that were written
};

// A row for each page, one for all where there are several, and under the table, in words, the rest. Seconds are those of
// the page's bits alone, without the calls and signals around it.
void printPreview(const PreviewReport& report, std::ostream& out);

// A JSON object:
//   "pages" number, "content" "pixels" or "vectors", "pdf-bytes" number,
//   "page-costs" an array with an object for each page, empty for vectors:
//     "page" number from 1, "width" and "height" in pixels, "resolution" as the option has it (204x196dpi),
//     "t6-bytes", "mh-bytes" numbers, "t6-seconds-14400", "t6-seconds-9600", "mh-seconds-14400", "mh-seconds-9600"
//     seconds on the line with a modem of that many bits a second, in tenths, "black" share of black, 0 to 1,
//   "total-cost" an object with the same of all pages together, from "t6-bytes" on,
//   "hints" an array of objects with "kind" one of slow, dark, "pages" numbers, "text",
//   "warnings" texts, "files" the names of the files that were written.
void printPreviewAsJson(const PreviewReport& report, std::ostream& out);

}  // namespace voipnow
