// The documents of a job as they came to CUPS: whether one of them is in truth several.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A computer that prints to a shared queue through a queue of its own sends the documents of a job as one, their bytes one
// behind the other, where its CUPS has made PDF of them (2.4.2, driverless or with a PPD). Every reader of PDF sees one of
// them, and the others would be lost without a word; what the filters before ours make of it shows nothing of that.
#pragma once

#include <filesystem>
#include <vector>

#include "filters/file_descriptor.hpp"

namespace voipnow {

// Opens the documents of the job in cupsd's spool, sixteen at most. They belong to root and the group lp, so this is for
// a process that is still one of them; nothing is read. `spool` is $CUPS_REQUESTROOT. Those that cannot be opened are left
// out, and all that follow.
std::vector<FileDescriptor> openSpooledDocuments(int job, const std::filesystem::path& spool);

// Whether behind the end of a PDF or PNG in the file another PDF, PNG or JPEG begins. Blanks may stand between. A PDF
// that was changed and saved again, and one that has others attached, is one document. (Behind a JPEG nothing is looked
// for, as cameras put a second picture there.) Leaves the position in the file at its end.
bool isSeveralDocuments(const FileDescriptor& file);

}  // namespace voipnow
