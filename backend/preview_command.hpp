// `voipnow-fax preview`: what the recipient of a document would get, and what it costs on the line.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages are made by the filter itself, run as cupsd runs it, and joined as the backend joins them. So the PDF is,
// byte for byte, what would be uploaded, as long as CUPS's own filters have nothing to do before: page ranges, pages per
// sheet, pages of another size than the paper (pdftopdf puts them on it), other formats than PDF.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Runs the command with the arguments behind "preview". Gives its exit code: 0, or 2 for wrong arguments.
// JobError when a document cannot become a fax or a file cannot be written; then no file is left behind.
int runPreviewCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
