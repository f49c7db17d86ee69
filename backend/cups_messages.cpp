// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_messages.hpp"

#include <algorithm>
#include <string>

#include "backend/printable.hpp"

namespace voipnow {

void CupsMessages::remark(const std::string& sentence) {
    {
        const std::lock_guard<std::mutex> turn(turn_);
        if (std::find(remarks_.begin(), remarks_.end(), sentence) != remarks_.end()) {
            return;
        }
        remarks_.push_back(sentence);
    }
    warning(sentence);
}

std::string CupsMessages::remarks() const {
    const std::lock_guard<std::mutex> turn(turn_);
    std::string all;
    for (const std::string& each : remarks_) {
        all += (all.empty() ? "" : " ") + each;
    }
    return all;
}

void CupsMessages::markQueue(bool isStopped) {
    line("STATE: ", (isStopped ? "+" : "-") + std::string(kStoppedBySetup));
}

void CupsMessages::mediaProgress(int percent) {
    const int progress = std::clamp(percent, 0, 100);
    {
        const std::lock_guard<std::mutex> turn(turn_);
        if (progress <= progress_) {
            return;
        }
        progress_ = progress;
    }
    line("ATTR: ", "job-media-progress=" + std::to_string(progress));
}

void CupsMessages::line(std::string_view prefix, std::string_view text) {
    std::string whole(prefix);
    whole += printable(text);
    whole += '\n';
    const std::lock_guard<std::mutex> turn(turn_);
    // One write for one line: lines of the filters of a job arrive in the same pipe.
    out_ << whole << std::flush;
}

}  // namespace voipnow
