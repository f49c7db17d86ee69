// PdfInput: the document to be faxed, as a file.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A PDF is read from its end, so a pipe is first written to a file in the folder of temporary files that has
// no name and goes away with the process. Several readers may use the file at a time.
#pragma once

#include <cstdint>
#include <string>

#include "filters/file_descriptor.hpp"

namespace voipnow {

class PdfInput {
  public:
    // Everything that `in` gives until its end; `in` stays the caller's. `temporaryFolder` as in $TMPDIR.
    // JobError kRetriedLater when it cannot be read or put down; kCanceled when there are no bytes, because a
    // filter before ours failed; kHeld when there are more than `mostBytes`.
    static PdfInput fromDescriptor(int in, const std::string& temporaryFolder, std::uint64_t mostBytes);

    // The same for the file at `path`. JobError kHeld when it cannot be opened.
    static PdfInput fromFile(const std::string& path, const std::string& temporaryFolder,
                             std::uint64_t mostBytes);

    // The file, open for reading. Its position means nothing: read with pread or map it.
    int descriptor() const { return file_.get(); }

  private:
    PdfInput(FileDescriptor file, std::uint64_t mostBytes);

    FileDescriptor file_;
};

// Reads `in` to its end and forgets what it gave: for a document of which no page is wanted.
void passOver(int in);

}  // namespace voipnow
