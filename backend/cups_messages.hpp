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
#include <string_view>

namespace voipnow {

class CupsMessages {
  public:
    // Writes to `out`, which must outlive this object; in the programs that is std::cerr.
    explicit CupsMessages(std::ostream& out) : out_(out) {}

    void info(std::string_view text) { line("INFO: ", text); }
    void warning(std::string_view text) { line("WARNING: ", text); }
    void error(std::string_view text) { line("ERROR: ", text); }
    void debug(std::string_view text) { line("DEBUG: ", text); }

    // How much of the job is done, for progress bars: 0 to 100. Said once, and never less than before.
    void mediaProgress(int percent);

  private:
    void line(std::string_view prefix, std::string_view text);

    std::mutex turn_;
    std::ostream& out_;
    int progress_ = -1;
};

}  // namespace voipnow
