// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trusted_authorities.hpp"

#include <fstream>
#include <iterator>

#include "backend/job_error.hpp"

namespace voipnow {

std::string trustedAuthorities(const std::filesystem::path& caFile) {
    if (caFile.empty()) {
        return {};
    }
    std::ifstream in(caFile);
    std::string pem{std::istreambuf_iterator<char>(in), {}};
    if (!in || pem.find("-----BEGIN ") == std::string::npos) {
        throw JobError(JobEnd::kQueueStopped,
                       "The file ca-file = " + caFile.string() +
                           " of voipnow.conf cannot be read, or has no certificate in PEM form. Correct it.");
    }
    return pem;
}

}  // namespace voipnow
