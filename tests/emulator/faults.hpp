// Faults: what a test ordered to go wrong, call by call.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fault stands in a queue of its call and is used up by as many requests or connections as it says; the
// oldest comes first. What faults there are stands in fault.hpp.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "tests/emulator/fault.hpp"
#include "tests/emulator/http_message.hpp"
#include "tests/emulator/json_text.hpp"

namespace voipnow::emulator {

class Faults {
  public:
    // Takes one fault as a JSON object; throws as parseFault.
    void add(std::string_view json);

    // The fault for a request or connection of this call that came in now, used up by it; nothing when all
    // goes well.
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
