// The files of the inbox page, inside the program: inbox.html, .css, .js and .svg, put in by CMake.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace voipnow::emulator {

extern const std::string_view kInboxHtml;
extern const std::string_view kInboxCss;
extern const std::string_view kInboxJs;
extern const std::string_view kInboxSvg;

}  // namespace voipnow::emulator
