// FaxSettings: how the pages of a job are to be made.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "backend/printer_description.hpp"
#include "filters/fax_paper.hpp"

namespace voipnow {

struct FaxSettings {
    PageSize paper = kDefaultPageSize;
    Resolution resolution = kDefaultResolution;
};

// Takes the options of a job (argv[5]) and the printer's PPD. For each setting counts, in this order: the
// job's option of that name; the PPD's choice, which knows CUPS's standard names (media=A4) and the
// administrator's default; without a PPD, a `media` that names a paper of ours; the default above. Throws
// JobError kHeld when the job asks by PageSize or Resolution for something that there is not: a page that
// somebody chose is not replaced in silence. A `media` that does not fit is passed over, as everywhere in
// CUPS.
FaxSettings readFaxSettings(const std::vector<JobOption>& options, const PrinterDescription& printer);

}  // namespace voipnow
