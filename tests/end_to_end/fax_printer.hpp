// FaxPrinterTest: the whole chain for one test: a fax service, a scheduler, and the queue "Fax" between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/end_to_end/emulator_client.hpp"
#include "tests/end_to_end/private_cups.hpp"
#include "tests/end_to_end/scratch_folder.hpp"

namespace voipnow::end_to_end {

class FaxPrinterTest : public ::testing::Test {
  protected:
    // A job that ends with "try again later" is tried again after `retrySeconds`; cupsd makes at least ten of them.
    explicit FaxPrinterTest(int retrySeconds = 1);

    // Writes voipnow.conf: `global` lines on top, then the section of the emulator with `server` lines. What
    // speaks of credentials is the test's; the default is the emulator's App key and secret.
    void configure(const std::string& global, const std::string& server) const;
    std::string appCredentials() const;

    // Prints on the queue Fax; see PrivateCups::print.
    int print(const std::vector<std::filesystem::path>& files,
              const std::vector<std::string>& options) const {
        return cups_.print("Fax", files, options);
    }

    // Prints, expects that the job completes, and gives the one fax that came of it.
    ReceivedFax printed(const std::vector<std::filesystem::path>& files,
                        const std::vector<std::string>& options) const;

    // Prints, waits until the job stands still, and gives what became of it.
    JobStatus settled(const std::vector<std::filesystem::path>& files,
                      const std::vector<std::string>& options) const {
        return cups_.waitUntilSettled(print(files, options));
    }

    ScratchFolder scratch_;
    EmulatorClient emulator_;
    PrivateCups cups_;
};

// "phone=NUMBERS" as words for lp.
std::vector<std::string> to(const std::string& numbers);

}  // namespace voipnow::end_to_end
