// PrinterDescription: the queue's PPD, that is, the defaults that its administrator set.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cupsd does not put PPD defaults (web UI "Set Default Options", lpadmin -o KEYWORD=VALUE) into a job's
// options: filters and backends read them from the file that $PPD names.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

struct ppd_file_s;

namespace voipnow {

struct JobOption {
    std::string name;
    std::string value;
};

class PrinterDescription {
  public:
    // A printer without a PPD: it has no defaults.
    PrinterDescription();

    // `path` as in $PPD; null or empty means without a PPD. JobError kQueueStopped when there is a path and
    // no PPD can be read there.
    explicit PrinterDescription(const char* path);

    // What the administrator set as the default of `keyword`, whole ("Custom.5551234" for a custom value);
    // nothing when the PPD has no such keyword.
    std::optional<std::string> defaultOf(const std::string& keyword) const;

    // The value of a line of the PPD that is no option ("FileVersion").
    std::optional<std::string> attribute(const std::string& name) const;

    // The choice of `keyword` that counts for a job with these options: theirs, else the default. Knows the
    // standard names too: media=A4 chooses PageSize A4. Nothing when the PPD has no such keyword.
    std::optional<std::string> choiceFor(const std::string& keyword,
                                         const std::vector<JobOption>& options) const;

  private:
    struct Close {
        void operator()(ppd_file_s* ppd) const;
    };
    std::unique_ptr<ppd_file_s, Close> ppd_;
};

}  // namespace voipnow
