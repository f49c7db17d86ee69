// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_messages.hpp"

#include <algorithm>
#include <string>

#include "backend/printable.hpp"

namespace voipnow {

CupsMessages::CupsMessages(std::ostream& out, std::string_view reasons) : out_(out) {
    while (!reasons.empty()) {
        const std::size_t comma = std::min(reasons.find(','), reasons.size());
        reasons_.emplace(reasons.substr(0, comma));
        reasons.remove_prefix(std::min(comma + 1, reasons.size()));
    }
}

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

void CupsMessages::pagesHandedOver(int pages) {
    line("PAGE: ", "total " + std::to_string(pages));
}

void CupsMessages::serviceAnswers() {
    removeReason("connecting-to-device");
    removeReason("offline-report");
    settingsRight();
}

void CupsMessages::addReason(const char* reason) {
    {
        const std::lock_guard<std::mutex> turn(turn_);
        if (!reasons_.emplace(reason).second) {
            return;
        }
    }
    line("STATE: +", reason);
}

void CupsMessages::removeReason(const char* reason) {
    {
        const std::lock_guard<std::mutex> turn(turn_);
        if (reasons_.erase(reason) == 0) {
            return;
        }
    }
    line("STATE: -", reason);
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
