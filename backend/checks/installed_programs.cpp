// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/installed_programs.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "backend/checks/directives.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInstall =
    "Install the package printer-driver-voipnow-fax again, or run cmake --install.";
constexpr mode_t kPermissions = 07777;

std::string modeText(mode_t mode) {
    constexpr std::array<char, 9> kDigits{"01234567"};
    std::string text = "0";
    for (int shift = 6; shift >= 0; shift -= 3) {
        text += kDigits.at((mode >> static_cast<unsigned>(shift)) & 7U);
    }
    return text;
}

Finding checkBackend(const fs::path& file) {
    constexpr const char* kCheck = "backend";
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        return failed(kCheck, file.string() + " cannot be used: " + std::strerror(errno) + '.', kInstall);
    }
    const mode_t mode = status.st_mode & kPermissions;
    if ((mode & S_IXUSR) == 0 || (mode & (S_IWGRP | S_IWOTH)) != 0) {
        return failed(kCheck,
                      file.string() + " has the mode " + modeText(mode) + ", and CUPS does not run it.",
                      "chmod 700 " + file.string());
    }
    if (status.st_uid == 0 && (mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failed(kCheck,
                      file.string() + " has the mode " + modeText(mode) +
                          ": CUPS does not start it as root, and it cannot read voipnow.conf.",
                      "chmod 700 " + file.string());
    }
    return fine(kCheck, file.string() + " is in its place.");
}

Finding checkFilters(const fs::path& folder) {
    constexpr const char* kCheck = "filter";
    for (const char* name : {"pdftofax", "faxcover"}) {
        const fs::path file = folder / name;
        struct stat status {};
        if (::stat(file.c_str(), &status) != 0) {
            return failed(kCheck, file.string() + " cannot be used: " + std::strerror(errno) + '.', kInstall);
        }
        const mode_t mode = status.st_mode & kPermissions;
        constexpr mode_t kForAll = S_IRUSR | S_IXUSR | S_IROTH | S_IXOTH;
        if ((mode & kForAll) != kForAll || (mode & (S_IWGRP | S_IWOTH)) != 0) {
            return failed(kCheck,
                          file.string() + " has the mode " + modeText(mode) + ", and CUPS cannot run it.",
                          "chmod 755 " + file.string());
        }
    }
    return fine(kCheck, "pdftofax and faxcover are in " + folder.string() + '.');
}

}  // namespace

fs::path serverBinOf(const fs::path& serverRoot) {
    if (const char* given = std::getenv("CUPS_SERVERBIN"); given != nullptr && *given != '\0') {
        return given;
    }
    const std::string configured = directiveOf(serverRoot / "cups-files.conf", "ServerBin").value_or("");
    if (!configured.empty()) {
        return configured;
    }
    constexpr const char* kOther = "/usr/libexec/cups";
    std::error_code ignored;
    return fs::is_directory(kOther, ignored) && !fs::is_directory("/usr/lib/cups/backend", ignored)
               ? kOther
               : "/usr/lib/cups";
}

std::vector<Finding> checkPrograms(const fs::path& serverBin) {
    return {checkBackend(serverBin / "backend" / "voipnow"), checkFilters(serverBin / "filter")};
}

}  // namespace voipnow
