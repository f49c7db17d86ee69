// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_messages.hpp"

#include <algorithm>
#include <string>

#include "backend/printable.hpp"

namespace voipnow {

void CupsMessages::mediaProgress(int percent) {
    line("ATTR: ", "job-media-progress=" + std::to_string(std::clamp(percent, 0, 100)));
}

void CupsMessages::line(std::string_view prefix, std::string_view text) {
    std::string whole(prefix);
    whole += printable(text);
    whole += '\n';
    // One write for one line: lines of the filters of a job arrive in the same pipe.
    out_ << whole << std::flush;
}

}  // namespace voipnow
