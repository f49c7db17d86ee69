// For tests that want to look at the JobError that something throws.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "backend/job_error.hpp"

namespace voipnow {

// What `step` throws. A step that throws nothing fails the test.
template <typename Step>
JobError thrownBy(const Step& step) {
    try {
        step();
    } catch (const JobError& error) {
        return error;
    }
    ADD_FAILURE() << "No JobError was thrown.";
    return {JobEnd::kQueueStopped, ""};
}

inline bool mentions(const JobError& error, const std::string& text) {
    return std::string(error.what()).find(text) != std::string::npos;
}

}  // namespace voipnow
