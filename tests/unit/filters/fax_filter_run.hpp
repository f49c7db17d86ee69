// One run of the filter inside the test's own process, and what came of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "filters/fax_filter.hpp"
#include "filters/fax_stream.hpp"

namespace voipnow {

struct FaxFilterRun {
    int exitCode = -1;
    std::string messages;
    std::string stream;
    long bytesRead = 0;  // of the input, by read()
    DocumentHead head;
    std::string pdf;
    DocumentEnd end;
};

// The filter gets `input` as its standard input. The test fails when what it gives is not exactly one framed document.
FaxFilterRun runFilter(const FilterJob& job, const std::string& input, const FaxLimits& limits = {});

}  // namespace voipnow
