// What a user's desktop says of a print job on a fax printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "backend/own_jobs.hpp"

namespace voipnow {

struct Notice {
    std::string title;
    std::string text;
    bool needsUser = false;  // nothing comes of the job until somebody does something
};

// What is to be said when the job, which was `before` when it was looked at last (null: it was not there yet), is now `now`:
// it was sent; it is held for a person, or waits for its printer that was stopped; it was given up. Nothing of what a user
// did to it, and nothing while it is tried again by itself.
std::optional<Notice> noticeOf(const OwnJob* before, const OwnJob& now);

}  // namespace voipnow
