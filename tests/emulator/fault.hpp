// Fault: one thing that a test ordered to go wrong, and how it is written in JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fault is a JSON object. Members:
//   call         what it happens to: a request ("token", "create" or "upload"), or a connection to one of the
//                servers ("api" or "store") before anything is read from it. Must be there.
//   times        to how many requests or connections, one after the other; 1
// Of a request:
//   before       true (usual): the request is not processed; false: it is, and the fault is the answer
//   status, code, message, headers, body
//                the answer, an error in the form of its server where `body` does not say otherwise
//   patch        list of changes to the answer, by RFC 6902 (json_patch.hpp)
//   body-bytes   the answer's body is filled up with spaces to so many bytes
//   delay-ms     the answer, or the end of the connection, comes so much later
//   trickle-ms   the answer goes byte by byte, with so much time between them
//   drop         no answer: the connection is reset
//   close        no answer: the connection is closed in good order
//   answer-bytes the connection is reset when so many bytes of the answer (its head counts) are written
//   read-bytes   so much of the request's body is read before it is answered, or not; without: all of it, and
//                with drop and close nothing. With stall-ms: before the standstill; without: nothing
//   stall-ms     for so long the server does not read on
// Of a connection:
//   delay-ms     nothing happens for so long, then the handshake begins
//   drop         it is reset (after delay-ms)
//   certificate  what the server shows: "other-ca", "other-host" or "expired"
// With none of them all goes well: it only takes its turn.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/emulator/http_message.hpp"
#include "tests/emulator/throwaway_ca.hpp"

namespace voipnow::emulator {

enum class Call { kToken, kCreate, kUpload, kApiConnection, kStoreConnection };

struct Fault {
    Call call = Call::kCreate;
    std::int64_t times = 1;
    bool before = true;

    std::optional<int> status;  // without: the usual answer
    std::string code = "internal_server_error";
    std::string message = "The test ordered this fault.";
    std::vector<HeaderField> headers;  // besides the usual ones
    std::optional<std::string> body;   // in place of the call's usual error body
    std::string patch;                 // empty: none
    std::size_t bodyBytes = 0;

    std::chrono::milliseconds delay{0};
    std::chrono::milliseconds trickle{0};
    bool drop = false;
    bool close = false;
    std::optional<std::size_t> answerBytes;

    std::optional<std::size_t> readBytes;
    std::chrono::milliseconds stall{0};

    std::optional<CertificateFlaw> certificate;
};

// The name that a call has in JSON.
const char* nameOf(Call call);

// Throws std::invalid_argument with a sentence that names the member that is unknown, missing or wrong.
Fault parseFault(std::string_view json);

}  // namespace voipnow::emulator
