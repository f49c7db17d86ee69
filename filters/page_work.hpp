// A worker process: makes the pages that the filter asks for.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way of a page: PdfDocument -> PageRenderer (gray) -> binarise (black and white) -> encodeG4.
// All that looks into a stranger's document happens here, in a process that may crash, use up its memory or be ended
// without harm: the filter sees it and says so (filters/page_worker.hpp).
#pragma once

#include "filters/fax_limits.hpp"
#include "filters/pdf_input.hpp"

namespace voipnow {

// The sanitizers keep their own accounts in memory, far more than any limit of ours: under them there is none.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kMemoryCanBeLimited = false;
#else
inline constexpr bool kMemoryCanBeLimited = true;
#endif

// Exit codes of a worker; others come from the libraries that it uses, which end a program in their own ways.
inline constexpr int kWorkerIsDone = 0;
inline constexpr int kWorkerHasNoMemory = 77;

// Opens the document and answers the requests that come from `socket` (filters/page_protocol.hpp) until its end. Puts
// itself under the limits of memory and time; the kernel ends it with SIGXCPU when a page takes longer. Gives the exit
// code for the process.
int runPageWork(const PdfInput& input, const FaxLimits& limits, int socket);

}  // namespace voipnow
