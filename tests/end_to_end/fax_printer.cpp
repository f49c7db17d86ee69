// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/fax_printer.hpp"

#include <pwd.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace voipnow::end_to_end {

namespace fs = std::filesystem;

namespace {

// The folder for the backend's state. Root's backend becomes the user whom it belongs to: lp, as on real
// systems.
fs::path makeStateFolder(const fs::path& parent) {
    fs::path folder = parent / "state";
    fs::create_directory(folder);
    if (geteuid() == 0) {
        const passwd* lp = getpwnam("lp");
        if (lp == nullptr || chown(folder.c_str(), lp->pw_uid, lp->pw_gid) != 0) {
            throw std::runtime_error("cannot give the folder " + folder.string() + " to the user lp");
        }
    }
    return folder;
}

}  // namespace

std::vector<std::string> to(const std::string& numbers) {
    return {"-o", "phone=" + numbers};
}

FaxPrinterTest::FaxPrinterTest(int retrySeconds)
    : emulator_(scratch_.path() / "emulator"), cups_(scratch_.path() / "cups", retrySeconds) {
    makeStateFolder(scratch_.path());
    configure("", appCredentials());
    cups_.addQueue("Fax", "voipnow://" + emulator_.api() + "/@me/0003*210");
}

std::string FaxPrinterTest::appCredentials() const {
    return "app-key = " + emulator_.appKey() + "\napp-secret = " + emulator_.appSecret() + "\n";
}

void FaxPrinterTest::configure(const std::string& global, const std::string& server) const {
    const fs::path path = cups_.serverRoot() / "voipnow.conf";
    std::ofstream file(path);
    // Before the first byte is written: it holds credentials, and the backend refuses a file that others can
    // read.
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    file << "state-dir = " << (scratch_.path() / "state").string() << '\n'
         << global << "[" << emulator_.api() << "]\n"
         << "ca-file = " << emulator_.certificateAuthority() << '\n'
         << "upload-hosts = 127.0.0.1\n"
         << server;
    file.close();
    if (!file) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

ReceivedFax FaxPrinterTest::printed(const std::vector<fs::path>& files,
                                    const std::vector<std::string>& options) const {
    const JobStatus status = settled(files, options);
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    const std::vector<ReceivedFax> faxes = emulator_.faxes();
    EXPECT_EQ(faxes.size(), 1U);
    return faxes.empty() ? ReceivedFax{} : faxes.front();
}

}  // namespace voipnow::end_to_end
