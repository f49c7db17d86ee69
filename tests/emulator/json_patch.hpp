// Changes to a JSON text, as JSON Patch has them (RFC 6902).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A patch is an array of operations {"op":"…","path":"/files/0/redirectUri",…}. Here there are `add` and
// `replace` (with "value"), which both put the value there, `remove`, and `copy` (with "from"). A path is a
// JSON pointer (RFC 6901); "-" is the place behind an array's last element. A path that leads nowhere is no
// error: what is not there is removed already.
#pragma once

#include <string>
#include <string_view>

namespace voipnow::emulator {

bool isJsonPatch(std::string_view patch);

// `json` with the changes of `patch`, which is one; `json` itself when it is no JSON.
std::string patchedJson(const std::string& json, const std::string& patch);

}  // namespace voipnow::emulator
