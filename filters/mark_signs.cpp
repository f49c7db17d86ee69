// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/mark_signs.hpp"

#include <glib.h>

#include <string_view>

namespace voipnow {
namespace {

bool isBlank(std::uint32_t letter) {
    return g_unichar_isspace(letter) != FALSE || g_unichar_iscntrl(letter) != FALSE ||
           g_unichar_type(letter) == G_UNICODE_FORMAT;
}

}  // namespace

void MarkSign::feed(std::uint32_t letter) {
    constexpr std::uint32_t kFirstWide = 0xFF01;
    constexpr std::uint32_t kLastWide = 0xFF5E;
    constexpr std::uint32_t kWideOffset = 0xFEE0;
    constexpr std::uint32_t kSmallAt = 0xFE6B;
    constexpr std::string_view kMark = "@fax";
    if (letter >= kFirstWide && letter <= kLastWide) {
        letter -= kWideOffset;
    }
    if (letter == '@' || letter == kSmallAt) {
        wasSeen_ = wasSeen_ || seen_ > 0;
        seen_ = 1;
    } else if (seen_ > 0 && g_unichar_tolower(letter) == static_cast<unsigned char>(kMark[seen_])) {
        ++seen_;
        if (seen_ == kMark.size()) {
            wasSeen_ = true;
            seen_ = 0;
        }
    } else if (seen_ > 0 && !isBlank(letter)) {
        seen_ = 0;
    }
}

bool LikelyMark::holds(std::uint32_t letter, bool isInWord) {
    const bool isAt = letter == '@';
    if ((length_ == 0 && (!isAt || isInWord)) || (length_ == 1 && !isAt)) {
        length_ = 0;
        return false;
    }
    ++length_;
    const bool isEnd = isAt && isAfterAt_;
    isAfterAt_ = isAt && length_ > kBegin && !isEnd;
    if (isEnd) {
        length_ = 0;
    }
    return true;
}

}  // namespace voipnow
