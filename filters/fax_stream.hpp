// The fax stream, application/vnd.voipnow-fax: what the filter `pdftofax` gives and the backend `voipnow` takes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cupsd runs the filters once for each document of a print job and puts their outputs one behind the other on the
// backend's stdin; when a filter fails, the backend sees nothing but an early end of file. So each document is
// framed: where it begins, what it is, all of its bytes, and how it ended. Version 1 of a framed document:
//
//     voipnow-fax 1 LF                            the mark, with the version
//     {"pages":2,"title":"…","filetype":"…"} LF   the head: a JSON object on one line
//     4096 LF <4096 bytes>                        a chunk of the PDF, any number of times: its length in decimal
//     0 LF                                        no more chunks
//     {"end":"complete","pages":2,"bytes":4096,"marks":[…]} LF    the end mark, or
//     {"end":"failed","then":"held","message":"…"} LF       the end mark of a document that could not be made
//
// Head:  `pages` the number of pages that the PDF is going to have (0 where it is not known or there is no PDF);
//        `title` the job's title; `filetype` cupsd's CUPS_FILETYPE ("document", or "job-sheet" for a banner page).
//        A reader passes over members that it does not know; later versions of the project add some.
// End:   `pages` and `bytes` are what was really written. `marks` are those that were taken off the pages, in order
//        (backend/fax_marks.hpp): [{"page":1,"mark":"fax","value":"+1 555 0100"}]; left out when there are none. `then` is what is to become of the job: "held",
//        "canceled", "stopped" or "retried"; `message` is for the user.
// A document without an end mark is truncated: its filter died or was ended. A chunk is at most kLongestChunk bytes,
// a JSON line at most kLongestLine, an end mark at most kLongestEnd.
//
// FaxStreamWriter and FaxStreamReader are the only writer and the only reader of this format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "backend/fax_marks.hpp"
#include "backend/job_error.hpp"

namespace voipnow {

inline constexpr std::size_t kLongestChunk = std::size_t{1} << 20;
inline constexpr std::size_t kLongestLine = std::size_t{1} << 16;
inline constexpr std::size_t kLongestEnd = std::size_t{1} << 24;

struct DocumentHead {
    int pages = 0;
    std::string title;
    std::string filetype = "document";

    // cupsd's banner pages are documents of their own; a fax has none.
    bool isBanner() const { return filetype == "job-sheet"; }
};

struct DocumentMark {
    int page = 0;  // of the document, from 1
    FaxMark mark;  // where it stood is not told
};

struct DocumentEnd {
    enum class Kind {
        kComplete,   // all bytes were read, and their number is the one that the writer counted
        kFailed,     // the filter said that it could not make the document
        kTruncated,  // the stream stopped inside the document
    };
    Kind kind = Kind::kTruncated;
    int pages = 0;
    std::uint64_t bytes = 0;
    std::vector<DocumentMark> marks = {};
    JobEnd then = JobEnd::kHeld;  // with kFailed
    std::string message;          // with kFailed
};

// Writes one document. Call order: begin, write any number of times, then complete or fail. fail may come at any
// time, also without begin. Throws JobError kRetriedLater when the stream cannot be written: the reader is gone.
class FaxStreamWriter {
  public:
    // Writes to the file descriptor `out`, which stays the caller's.
    explicit FaxStreamWriter(int out) : out_(out) {}

    void begin(const DocumentHead& head);
    void write(std::span<const std::byte> bytes);
    // kHeld when there are more marks than fit into an end mark.
    void complete(int pages, const std::vector<DocumentMark>& marks = {});
    void fail(const JobError& error);

  private:
    int out_;
    bool begun_ = false;
    std::uint64_t bytes_ = 0;
};

// Reads documents one after the other: while next() gives a head, read() until it gives 0, then end().
// Throws JobError: kCanceled when the stream is something else than a fax stream (a raw job, another version), kHeld
// when it begins as one and breaks the format later, kRetriedLater when it cannot be read.
class FaxStreamReader {
  public:
    // Reads from the file descriptor `in`, which stays the caller's.
    explicit FaxStreamReader(int in) : in_(in) {}

    // The next document's head, or nothing at the end of the stream. What was not read of the document before is
    // passed over.
    std::optional<DocumentHead> next();

    // Up to buffer.size() bytes of the document's PDF; 0 when there are no more, for whatever reason.
    std::size_t read(std::span<std::byte> buffer);

    // How the document ended. Only after read() gave 0.
    const DocumentEnd& end() const { return end_; }

  private:
    bool fill();
    void readMark();
    std::optional<std::string> line(std::size_t longest);
    void readEnd();
    void truncated();

    int in_;
    std::string buffer_;         // read from in_, not yet used
    std::size_t used_ = 0;       // bytes of buffer_ that are used up
    bool seenMark_ = false;      // at least one document began
    bool inDocument_ = false;    // between a head and its end
    std::size_t chunkLeft_ = 0;  // bytes of the current chunk not yet given
    std::uint64_t bytes_ = 0;    // bytes of the PDF given so far
    DocumentEnd end_;
};

}  // namespace voipnow
