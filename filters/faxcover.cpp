// faxcover: makes the cover page of a fax, for the backend.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A program of its own, so that the backend, which holds secrets, does not read templates and does not link what sets
// them. Request and answer are described in filters/cover_request.hpp.
#include <sys/resource.h>

#include <cstdio>
#include <exception>
#include <iostream>
#include <iterator>
#include <string>

#include "backend/job_error.hpp"
#include "backend/printable.hpp"
#include "filters/cover_page.hpp"

namespace voipnow {
namespace {

void limit(decltype(RLIMIT_CPU) what, rlim_t most) {
    rlimit now{};
    if (::getrlimit(what, &now) == 0 && (now.rlim_cur == RLIM_INFINITY || now.rlim_cur > most)) {
        now.rlim_cur = most;
        ::setrlimit(what, &now);
    }
}

std::string readRequest() {
    std::string request(kLongestCoverRequest + 1, '\0');
    request.resize(std::fread(request.data(), 1, request.size(), stdin));
    return request;
}

void write(const std::string& pdf) {
    if (std::fwrite(pdf.data(), 1, pdf.size(), stdout) != pdf.size() || std::fflush(stdout) != 0) {
        throw JobError(JobEnd::kHeld,
                       "The cover page could not be handed on. Make room on the disk, then release the "
                       "job.");
    }
}

int run() {
    constexpr rlim_t kSeconds = 20;
    limit(RLIMIT_CPU, kSeconds);
    limit(RLIMIT_CORE, 0);  // a core would hold what users wrote
    try {
        const CoverPage page = makeCoverPage(readCoverRequest(readRequest()));
        for (const std::string& warning : page.warnings) {
            std::cerr << "WARNING: " << printable(warning) << '\n';
        }
        write(coverPdf(page));
        return 0;
    } catch (const std::bad_alloc&) {
        std::cerr << "There was not enough memory to make the cover page.\n";
    } catch (const std::exception& error) {
        std::cerr << printable(error.what()) << '\n';
    }
    return 1;
}

}  // namespace
}  // namespace voipnow

int main() {
    return voipnow::run();
}
