// CupsMessages: what a filter or backend says to cupsd, and through it to the user, on stderr.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each call writes one whole line. All text goes through printable() first, so no text of a user or a server
// can become a command to cupsd. Threads may speak as they like. Where a line is seen (observed with cupsd 2.4):
//   info     on job and queue while the job runs, then gone
//   warning  stays on the job, also when it is completed
//   error    stays on the job and on the queue; on a held job it is the text that lpstat -l and the web pages show
//   debug    in the error_log only, with LogLevel debug
// The queue's own state reasons (printer-state-reasons, "Alerts" of lpstat -l -p) are of two kinds. Those of CUPS,
// connecting-to-device and offline-report, are about the service and last as long as the run at most: cupsd takes them off
// at its end. kSettingsWrong says why a queue was stopped, and stays until a run finds it mended.
#pragma once

#include <functional>
#include <mutex>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow {

// The printer description has its text for print dialogs (cupsIPPReason).
inline constexpr const char* kSettingsWrong = "com.voipnow.settings-error";

class CupsMessages {
  public:
    // Writes to `out`, which must outlive this object; in the programs that is std::cerr. `reasons` are those that the
    // queue has already, with commas between them.
    explicit CupsMessages(std::ostream& out, std::string_view reasons = {});

    void info(std::string_view text) { line("INFO: ", text); }
    void warning(std::string_view text) { line("WARNING: ", text); }
    void error(std::string_view text) { line("ERROR: ", text); }
    void debug(std::string_view text) { line("DEBUG: ", text); }

    // Something that the job is no worse for, but that its printer's administrator has to mend: said at once as a
    // warning, and part of what is said last. Each sentence once.
    void remark(const std::string& sentence);
    std::string remarks() const;

    // How much of the job is done, for progress bars: 0 to 100. Said once, and never less than before.
    void mediaProgress(int percent);

    // How many pages of the job were handed over in all its runs, for page_log, quotas and job-impressions-completed. cupsd
    // keeps the largest number that it was told.
    void pagesHandedOver(int pages);

    // What the queue's state reasons say: the service is being called; it answers; it does not. The first is said before
    // the second and the third.
    void callingService() { addReason("connecting-to-device"); }
    void serviceAnswers();
    void serviceIsAway() { addReason("offline-report"); }

    // Marks the queue as one that stops because of what an administrator has to mend, or takes the mark away. It outlives a
    // restart of cupsd.
    void settingsWrong() { addReason(kSettingsWrong); }
    void settingsRight() { removeReason(kSettingsWrong); }

    // Takes the message off the queue and leaves it on its job: other users have nothing to do with what ails that job, and
    // nobody would take it off the queue when the job is mended or gone. After error(); before it, it would be the job's.
    void clearQueueMessage() { line("INFO: ", ""); }

  private:
    void addReason(const char* reason);
    void removeReason(const char* reason);
    void line(std::string_view prefix, std::string_view text);

    mutable std::mutex turn_;
    std::ostream& out_;
    std::vector<std::string> remarks_;
    int progress_ = -1;
    std::set<std::string, std::less<>> reasons_;  // that the queue has
};

}  // namespace voipnow
