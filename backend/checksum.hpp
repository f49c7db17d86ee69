// SHA-256 of a file or a text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "backend/temporary_file.hpp"

namespace voipnow {

// 64 hexadecimal digits in lower case. The file is read from its first byte to its end.
std::string sha256Of(TemporaryFile& file);

// Of the bytes of a text.
std::string sha256Of(const std::string& text);

}  // namespace voipnow
