// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/configuration_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "backend/configuration.hpp"

namespace voipnow {

Finding checkConfiguration(const std::filesystem::path& file) {
    constexpr const char* kCheck = "configuration";
    if (::access(file.c_str(), R_OK) != 0 && errno == EACCES) {
        return unknown(kCheck, file.string() + " is not for you to read.", "Run this as root (sudo).");
    }
    const Configuration configuration(file, Mistakes::kPassedOver);
    const std::vector<std::string>& mistakes = configuration.mistakes();
    if (!mistakes.empty()) {
        const std::string more =
            mistakes.size() > 1 ? " (and " + std::to_string(mistakes.size() - 1) + " more)" : "";
        return failed(kCheck, mistakes.front() + more, "Correct the file.");
    }
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0 && status.st_uid != 0 && status.st_uid != ::geteuid()) {
        return warning(kCheck, file.string() + " holds secrets and does not belong to root.",
                       "chown root " + file.string());
    }
    return fine(kCheck, file.string() + " has no mistakes, and only its owner reads it.");
}

}  // namespace voipnow
