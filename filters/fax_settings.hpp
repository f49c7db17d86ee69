// FaxSettings: how the pages of a job are to be made.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "backend/printer_description.hpp"
#include "filters/fax_paper.hpp"

namespace voipnow {

// What a page is taken for when it becomes black and white; the PPD's keyword FaxContent.
enum class FaxContent {
    kAuto,    // photographs become dots, everything else is text and lines
    kText,    // everything is text and lines
    kPhoto,   // everything becomes dots, in the gray that it has
    kVector,  // nothing becomes black and white: the service gets the drawing itself
};

struct FaxSettings {
    PageSize paper = kDefaultPageSize;
    Resolution resolution = kDefaultResolution;
    FaxContent content = FaxContent::kAuto;
    std::optional<int> workers = {};  // processes that make pages; else as many as there are processors
    bool marksAreText = false;        // marks (backend/fax_marks.hpp) stay on the page and say nothing
    int job = 0;                      // the print job's number, for commands in messages
};

// Takes the options of a job (argv[5]) and the printer's PPD. For each of PageSize, Resolution and FaxContent counts,
// in this order: the job's option of that name; the PPD's choice, which knows CUPS's standard names (media=A4) and the
// administrator's default; without a PPD, a `media` that names a paper of ours; the default above. `fax-workers` is an
// option of jobs only, 1 to 16, for measurements; `fax-marks` too, "auto" or "text", for texts that look like marks. Throws JobError kHeld when the job asks by one of these for something
// that there is not: what somebody chose is not replaced in silence. A `media` that does not fit is passed over, as
// everywhere in CUPS.
FaxSettings readFaxSettings(const std::vector<JobOption>& options, const PrinterDescription& printer);

}  // namespace voipnow
