// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/printable.hpp"

#include <glib.h>

#include <memory>

namespace voipnow {
namespace {

constexpr std::string_view kEllipsis = "…";

bool breaksALine(gunichar character) {
    const bool reversesText = (character >= 0x202A && character <= 0x202E) ||
                              (character >= 0x2066 && character <= 0x2069) || character == 0x200E ||
                              character == 0x200F || character == 0x061C;
    return g_unichar_iscntrl(character) != FALSE || character == 0x2028 || character == 0x2029 ||
           reversesText;
}

}  // namespace

std::string printable(std::string_view text, std::size_t longest) {
    const std::unique_ptr<char, decltype(&g_free)> valid(
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), &g_free);
    std::string line;
    std::size_t end = 0;  // where the text may be cut so that the ellipsis still fits
    bool inBreak = false;
    for (const char* at = valid.get(); *at != '\0'; at = g_utf8_next_char(at)) {
        const bool isBreak = breaksALine(g_utf8_get_char(at));
        if (!isBreak) {
            line.append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
        } else if (!inBreak) {
            line += ' ';
        }
        inBreak = isBreak;
        if (line.size() > longest) {
            line.resize(end);
            return line.append(kEllipsis);
        }
        if (line.size() + kEllipsis.size() <= longest) {
            end = line.size();
        }
    }
    return line;
}

}  // namespace voipnow
