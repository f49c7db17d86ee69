// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_notice.hpp"

#include <string_view>

#include "backend/printable.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kLongestTitle = 60;
constexpr std::size_t kLongestText = 500;

// cupsd's words for a job that ended with "hold", and for one whose queue was stopped.
constexpr std::string_view kHeld = "job-hold-until-specified";
constexpr std::string_view kPrinterStopped = "printer-stopped";
// How the backend begins what it says of a job that a user canceled.
constexpr std::string_view kCanceled = "Canceled";
// And what it says of one that was sent. A job is completed for cupsd, too, when its backend was killed.
constexpr std::string_view kSent = "Sent ";
constexpr std::string_view kSentBefore = "Nothing is sent again";

bool isOver(const OwnJob& own) {
    return own.state == "completed" || own.state == "canceled" || own.state == "aborted";
}

bool isSent(const OwnJob& own) {
    return own.state == "completed" &&
           (own.job.reason.starts_with(kSent) || own.job.reason.starts_with(kSentBefore));
}

Notice notice(const std::string& title, const OwnJob& own, bool needsUser) {
    return {title,
            printable(own.job.title, kLongestTitle) + " (" + own.job.printer + '-' +
                std::to_string(own.job.number) + "): " + printable(own.job.reason, kLongestText),
            needsUser};
}

}  // namespace

std::optional<Notice> noticeOf(const OwnJob* before, const OwnJob& now) {
    // Without words the backend had nothing to do with it.
    const bool isSame = before != nullptr && before->state == now.state &&
                        before->stateReason == now.stateReason && before->job.reason == now.job.reason;
    const bool isNews = before == nullptr || !isOver(*before) || !isOver(now) ||
                        (isSent(now) && before->state == "completed" && !isSent(*before));
    if (isSame || now.job.reason.empty() || !isNews) {
        return std::nullopt;
    }
    const bool hasNewWords = before == nullptr || before->job.reason != now.job.reason;
    if (isSent(now)) {
        return notice("Fax sent", now, false);
    }
    if (now.state == "held" && now.stateReason == kHeld && (hasNewWords || before->state == "processing")) {
        return notice("Fax held", now, true);
    }
    if (now.state == "pending" && now.stateReason == kPrinterStopped && hasNewWords) {
        return notice("Fax waits: its printer was stopped", now, true);
    }
    // What was held has the words of that time: a user took it away.
    const bool isGivenUp = now.state == "aborted" || now.state == "canceled";
    if (isGivenUp && hasNewWords && !now.job.reason.starts_with(kCanceled)) {
        return notice("Fax not sent", now, true);
    }
    return std::nullopt;
}

}  // namespace voipnow
