// Faults: what a test ordered to go wrong, call by call.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fault stands in a queue of its call (token, create or upload) and is used up by as many requests as it
// says; the oldest comes first. In JSON a fault is an object; the list of its members, with their names,
// stands in faults.cpp.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "tests/emulator/http_message.hpp"
#include "tests/emulator/json_text.hpp"

namespace voipnow::emulator {

enum class Call { kToken, kCreate, kUpload };

struct Fault {
    Call call = Call::kCreate;
    std::int64_t times = 1;
    std::optional<int> status;  // without: the usual answer, only late (see delay)
    std::string code = "internal_server_error";
    std::string message = "The test ordered this fault.";
    std::vector<HeaderField> headers;  // of the answer, besides the usual ones
    std::optional<std::string> body;   // in place of the call's usual error body
    std::chrono::milliseconds delay{0};
    bool before = true;  // true: the request is not processed; false: processed, but its answer is lost
    bool drop = false;   // no answer at all: the connection is reset
};

class Faults {
  public:
    // Takes one fault as a JSON object. Throws std::invalid_argument with a sentence that names the member
    // that is unknown, missing or wrong.
    void add(std::string_view json);

    // The fault for a request of this call that came in now, used up by it; nothing when all goes well.
    std::optional<Fault> take(Call call);
    void clear();
    void write(JsonWriter& json) const;

  private:
    mutable std::mutex mutex_;
    std::map<Call, std::deque<Fault>> ordered_;
};

// The error answer that a fault stands for, in the form that this call's server gives errors.
using ErrorForm = std::function<HttpAnswer(int status, const std::string& code, const std::string& message)>;

// Answers a request of this call: by `process`, or by the fault that is ordered for it.
HttpAnswer answerOrFault(Faults& faults, Call call, HttpExchange& exchange, const ErrorForm& errorForm,
                         const std::function<HttpAnswer()>& process);

}  // namespace voipnow::emulator
