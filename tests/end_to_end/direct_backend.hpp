// DirectBackend: the backend of the install tree, started by a test as cupsd starts it, but without cupsd.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For what has to be tried so often, or so exactly, that a scheduler in between is in the way. The pages come from a
// file, made by the real filter. Each DirectBackend has a voipnow.conf and a state-dir of its own in its folder; several
// can run at a time. As there is no CUPS_SERVER in its environment, the backend asks no scheduler.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/end_to_end/child_process.hpp"
#include "tests/end_to_end/emulator_client.hpp"
#include "tests/end_to_end/scratch_folder.hpp"

namespace voipnow::end_to_end {

// The fax stream that pdftofax makes of the PDF, as a file "NAME.faxstream" in the folder.
std::filesystem::path faxStreamOf(const ScratchFolder& scratch, const std::string& name,
                                  const std::string& pdf);

struct DirectJob {
    int number = 1;
    std::string recipients;  // a value of the option `phone`, without spaces
    std::string options;     // further ones, "name=value name=value"
    std::filesystem::path stream;
};

class DirectBackend {
  public:
    // Makes `folder`. `global` are lines for the top of voipnow.conf.
    DirectBackend(std::filesystem::path folder, const EmulatorClient& emulator,
                  const std::string& global = "");

    // Runs the job to its end. The job-uuid is that of its number, so the same job can be run again.
    Finished run(const DirectJob& job, const Environment& changes = {}) const;

    // For ChildProcess and the like: the command and the environment that run() uses.
    std::vector<std::string> commandFor(const DirectJob& job) const;
    Environment environment() const;

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path stateDir() const { return folder_ / "state"; }

  private:
    std::filesystem::path folder_;
    std::string deviceUri_;
};

// So many fax numbers, 5000000 + `first` and those that follow; and with commas between them.
std::vector<std::string> numbersFrom(int first, int count);
std::string joined(const std::vector<std::string>& numbers);

}  // namespace voipnow::end_to_end
