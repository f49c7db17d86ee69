// Finding: what a check found, for one line.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace voipnow {

// In the order of their weight for the exit code of `voipnow-fax check`.
enum class Verdict {
    kFine,
    kUnknown,  // it could not be looked at: by this user, or because of what another check found
    kWarning,  // faxes go out, but not for long, or not as they should
    kFailed    // no fax goes out
};

struct Finding {
    std::string check;  // "token"
    Verdict verdict = Verdict::kFine;
    std::string text;  // a sentence: what was found
    std::string cure;  // what to do about it; empty where there is nothing to do

    bool operator==(const Finding&) const = default;
};

inline Finding fine(const std::string& check, const std::string& text) {
    return {check, Verdict::kFine, text, ""};
}
inline Finding unknown(const std::string& check, const std::string& text, const std::string& cure = "") {
    return {check, Verdict::kUnknown, text, cure};
}
inline Finding warning(const std::string& check, const std::string& text, const std::string& cure) {
    return {check, Verdict::kWarning, text, cure};
}
inline Finding failed(const std::string& check, const std::string& text, const std::string& cure = "") {
    return {check, Verdict::kFailed, text, cure};
}

}  // namespace voipnow
