// EmulatorState: what the servers of one emulator share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>

#include "tests/emulator/access_tokens.hpp"
#include "tests/emulator/digest.hpp"
#include "tests/emulator/faults.hpp"
#include "tests/emulator/faxbox.hpp"
#include "tests/emulator/presigned_url.hpp"
#include "tests/emulator/request_log.hpp"
#include "tests/emulator/settings.hpp"

namespace voipnow::emulator {

// Every member can be used by all threads; storeKey is never changed.
struct EmulatorState {
    explicit EmulatorState(const std::filesystem::path& directory) : faxbox(directory / "faxes") {
        tokens.keep(firstToken);
    }

    const StoreKey storeKey{"AKIA" + randomHex(8), randomHex(20)};
    const std::string firstToken = randomHex(20);  // valid from the start, for those who are given one
    LiveSettings settings;
    AccessTokens tokens;
    Faults faults;
    RequestLog requests;
    Faxbox faxbox;

    // What upload URLs are signed with: the key of the outside store that the settings name, else of the emulator's.
    StoreKey signingKey() const {
        const Settings chosen = settings.now();
        return {chosen.storeAccessKey.value_or(storeKey.accessKey),
                chosen.storeSecretKey.value_or(storeKey.secretKey)};
    }

    // The time by the clock of the service and its store.
    std::chrono::system_clock::time_point clock() const {
        return std::chrono::system_clock::now() + settings.now().clockOffset;
    }

    // Held by whoever opens a document: drawing needs much memory, and the thread sanitizer cannot see the
    // locks inside GLib.
    std::mutex documents;
};

}  // namespace voipnow::emulator
