// CupsMessages: what a filter or backend says to cupsd, and through it to the user, on stderr.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each call writes one whole line. All text goes through printable() first, so no text of a user or a server
// can become a command to cupsd. Threads may speak as they like. Where a line is seen (observed with cupsd 2.4):
//   info     on job and queue while the job runs, then gone
//   warning  stays on the job, also when it is completed
//   error    stays on the job; on a held job it is the text that lpstat -l and the web pages show
//   debug    in the error_log only, with LogLevel debug
#pragma once

#include <mutex>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow {

// In printer-state-reasons, of a queue that is stopped because of its setup.
inline constexpr const char* kStoppedBySetup = "voipnow-fax-setup-error";

class CupsMessages {
  public:
    // Writes to `out`, which must outlive this object; in the programs that is std::cerr.
    explicit CupsMessages(std::ostream& out) : out_(out) {}

    void info(std::string_view text) { line("INFO: ", text); }
    void warning(std::string_view text) { line("WARNING: ", text); }
    void error(std::string_view text) { line("ERROR: ", text); }
    void debug(std::string_view text) { line("DEBUG: ", text); }

    // Something that the job is no worse for, but that its printer's administrator has to mend: said at once as a
    // warning, and part of what is said last. Each sentence once.
    void remark(const std::string& sentence);
    std::string remarks() const;

    // Marks the queue as one that its setup stopped, or takes the mark away (printer-state-reasons). It outlives a restart
    // of cupsd.
    void markQueue(bool isStopped);

    // How much of the job is done, for progress bars: 0 to 100. Said once, and never less than before.
    void mediaProgress(int percent);

  private:
    void line(std::string_view prefix, std::string_view text);

    mutable std::mutex turn_;
    std::ostream& out_;
    std::vector<std::string> remarks_;
    int progress_ = -1;
};

}  // namespace voipnow
