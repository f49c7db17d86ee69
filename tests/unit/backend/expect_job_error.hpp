// Expects a JobError with an end, and with words that its reader needs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "backend/job_error.hpp"

namespace voipnow {

template <typename Work>
void expectJobError(JobEnd end, const std::string& words, const Work& work) {
    try {
        work();
        ADD_FAILURE() << "no error with \"" << words << '"';
    } catch (const JobError& error) {
        EXPECT_EQ(error.end(), end) << error.what();
        EXPECT_NE(std::string(error.what()).find(words), std::string::npos)
            << '"' << error.what() << "\" is without \"" << words << '"';
    }
}

}  // namespace voipnow
