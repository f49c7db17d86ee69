// AccessTokens: the tokens that the PBX gave to Apps and that it still takes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A token is valid until its end or until all are revoked, whichever comes first. For all threads.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace voipnow::emulator {

class AccessTokens {
  public:
    using Time = std::chrono::system_clock::time_point;

    // Gives a new token that is valid until `end`.
    std::string issue(Time end);

    bool isValid(const std::string& token, Time now) const;

    // Makes a token that was issued before valid again, without an end.
    void keep(const std::string& token);
    void revokeAll();

  private:
    mutable std::mutex mutex_;
    std::map<std::string, Time> ends_;
};

}  // namespace voipnow::emulator
