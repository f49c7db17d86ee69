// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/notify_command.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <utility>

#include "backend/cups_events.hpp"
#include "backend/desktop.hpp"
#include "backend/fax_notice.hpp"
#include "backend/own_jobs.hpp"
#include "backend/pause.hpp"
#include "backend/printable.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage = "Usage: voipnow-fax notify\n";
constexpr const char* kHelp =
    "Shows a notification on your desktop when a fax of yours was sent, is held, waits for its\n"
    "printer, or was given up, from now on until the session ends. It asks CUPS, as you, for your\n"
    "own jobs. To have it in each session: systemctl --user enable --now voipnow-fax-notify\n";

constexpr const char* kBusName = "org.voipnow.FaxNotify";
constexpr std::chrono::milliseconds kBetweenLooks{2000};
// A scheduler that was killed may count its events from an earlier number on, and then they are not new to us.
constexpr std::chrono::minutes kLongestWithoutLook{1};

// The user's jobs as they were when they were looked at last.
class KnownJobs {
  public:
    // What is to be said of what happened since; the first time nothing.
    std::vector<Notice> news() {
        std::map<std::string, OwnJob> now;
        std::vector<Notice> notices;
        for (OwnJob& own : ownJobs()) {
            const auto before = jobs_.find(own.job.uuid);
            const auto notice = noticeOf(before == jobs_.end() ? nullptr : &before->second, own);
            if (notice && isBegun_) {
                notices.push_back(*notice);
            }
            now.insert_or_assign(own.job.uuid, std::move(own));
        }
        jobs_ = std::move(now);
        isBegun_ = true;
        return notices;
    }

  private:
    std::map<std::string, OwnJob> jobs_;
    bool isBegun_ = false;
};

void show(const std::vector<Notice>& notices, Desktop& desktop, std::ostream& errors) {
    for (const Notice& each : notices) {
        try {
            desktop.show(each);
        } catch (const DesktopError& error) {
            errors << "voipnow-fax notify: " << printable(error.what()) << '\n' << std::flush;
        }
    }
}

void watch(Desktop& desktop, const Pause& pause, std::ostream& errors) {
    KnownJobs jobs;
    CupsEvents events;
    bool isToLook = false;
    auto looked = std::chrono::steady_clock::now();
    do {
        // What happens while it looks makes an event that is seen the next time.
        isToLook =
            events.any() || isToLook || std::chrono::steady_clock::now() - looked > kLongestWithoutLook;
        if (isToLook) {
            try {
                show(jobs.news(), desktop, errors);
                isToLook = false;
                looked = std::chrono::steady_clock::now();
            } catch (const CupsRefusal&) {
                continue;  // CUPS is being started again
            }
        }
    } while (pause.wait(kBetweenLooks) && desktop.isThere());
}

}  // namespace

int runNotifyCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    if (!arguments.empty()) {
        const bool isHelp = arguments.front() == "--help";
        (isHelp ? out : errors) << kUsage << (isHelp ? kHelp : "");
        return isHelp ? 0 : 2;
    }
    const Interruption interruption;
    Desktop desktop;
    if (!desktop.claim(kBusName)) {
        errors << "voipnow-fax notify: it runs in this session already.\n";
        return 0;
    }
    try {
        watch(desktop, Pause(interruption, -1), errors);
    } catch (const Interrupted&) {
        return 0;  // the signal itself ends the process now
    }
    return 0;
}

}  // namespace voipnow
