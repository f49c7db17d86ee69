// What the filter and its worker processes say to each other, over a pair of connected sockets.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A worker opens the document and says so; then it gets one request at a time and answers each. It is a fork of the
// filter, so both are the same program: numbers travel as they lie in memory. A worker has read a document of a
// stranger's and may have been taken over by it, so the filter checks all that comes back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/fax_marks.hpp"
#include "filters/fax_settings.hpp"

namespace voipnow {

enum class RequestKind : std::uint32_t {
    kPage,       // make page `page`
    kPageAgain,  // the same, after a worker ended over it: with as little memory as possible
    kFonts,      // which fonts of the first `page` pages are replaced?
    kVectorPdf,  // make the whole document as vectors
};

struct Request {
    RequestKind kind;
    std::int32_t page;  // from 1, where one page is asked for
    FaxSettings settings = {};
};

enum class ReplyKind : std::uint32_t {
    kOpened,     // `number` pages; once, at the beginning
    kComplaint,  // text: what is wrong with page `number`; the page follows
    kMarks,  // text, a line KEYWORD TAB VALUE for each mark that was taken off page `number`; the page follows
    kPage,   // page `number` is done; the bytes are its T.6 code
    kFonts,     // text, a line for each replaced font
    kPdfPage,   // page `number` of the vector PDF is drawn
    kPdfBytes,  // the next bytes of the vector PDF
    kPdfEnd,    // that was all of it
    kError,     // a JobError: `number` is its JobEnd, the text its sentence. The request has no other answer.
};

struct ReplyHead {
    ReplyKind kind;
    std::int32_t number;
    std::uint32_t size;  // of the bytes that follow
};

struct Reply {
    ReplyKind kind;
    std::int32_t number;
    std::string bytes;
};

// The marks as the text of kMarks, and back: as far as it is such a text. Where a mark stands does not travel.
std::string textOfMarks(const std::vector<FaxMark>& marks);
std::vector<FaxMark> marksOfText(const std::string& text);

// Waits until everything is written. False when nobody is at the other end.
bool sendRequest(int socket, const Request& request);
bool sendReply(int socket, ReplyKind kind, std::int32_t number, std::span<const std::byte> bytes = {});
bool sendReply(int socket, ReplyKind kind, std::int32_t number, std::string_view text);

// Waits for a whole request; nothing at the end.
std::optional<Request> receiveRequest(int socket);

// Puts replies together from the bytes that a socket gives in pieces.
class ReplyReader {
  public:
    // A reply longer than `longest` bytes is refused.
    explicit ReplyReader(std::size_t longest) : longest_(longest) {}

    // Reads what there is, without waiting. False at the end of the stream.
    bool receive(int socket);

    // The next whole reply, or nothing as long as there is none. Throws std::runtime_error at something that no worker
    // of ours sends.
    std::optional<Reply> next();

  private:
    std::size_t longest_;
    std::string buffer_;
};

}  // namespace voipnow
