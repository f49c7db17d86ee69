// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/access_tokens.hpp"

#include "tests/emulator/digest.hpp"

namespace voipnow::emulator {

std::string AccessTokens::issue(Time end) {
    std::string token = randomHex(20);
    const std::lock_guard lock(mutex_);
    ends_[token] = end;
    return token;
}

bool AccessTokens::isValid(const std::string& token, Time now) const {
    const std::lock_guard lock(mutex_);
    const auto found = ends_.find(token);
    return found != ends_.end() && now < found->second;
}

void AccessTokens::keep(const std::string& token) {
    const std::lock_guard lock(mutex_);
    ends_[token] = Time::max();
}

void AccessTokens::revokeAll() {
    const std::lock_guard lock(mutex_);
    ends_.clear();
}

}  // namespace voipnow::emulator
