// PdfInput: the bytes of the document to be faxed.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A PDF is read from its end, so a pipe is first written to a file in the folder of temporary files that has
// no name and goes away with the process. Files are not read into memory but mapped. Several readers may use
// the bytes at a time.
#pragma once

#include <glib.h>

#include <memory>
#include <string>

namespace voipnow {

class PdfInput {
  public:
    // Everything that `in` gives until its end; `in` stays the caller's. `temporaryFolder` as in $TMPDIR.
    // JobError kRetriedLater when it cannot be read or put down; kCanceled when there are no bytes, because a
    // filter before ours failed.
    static PdfInput fromDescriptor(int in, const std::string& temporaryFolder);

    // The same for the file at `path`. JobError kHeld when it cannot be opened.
    static PdfInput fromFile(const std::string& path, const std::string& temporaryFolder);

    GBytes* bytes() const { return bytes_.get(); }

  private:
    struct Unref {
        void operator()(GBytes* bytes) const { g_bytes_unref(bytes); }
    };
    explicit PdfInput(GBytes* bytes) : bytes_(bytes) {}
    static PdfInput map(int file);

    std::unique_ptr<GBytes, Unref> bytes_;
};

// Reads `in` to its end and forgets what it gave: for a document of which no page is wanted.
void passOver(int in);

}  // namespace voipnow
