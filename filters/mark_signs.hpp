// MarkSign and LikelyMark: see in the letters of a page, as they are drawn, that there may be a mark.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Both are quick, and no more than a first look: what a mark is, backend/fax_marks.hpp says with the whole text before it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace voipnow {

// Whether "@@" or "@fax" has come by, in whatever width and case, with or without blanks in it. Without it there is no
// mark, whole or broken.
class MarkSign {
  public:
    void feed(std::uint32_t letter);
    bool wasSeen() const { return wasSeen_; }

  private:
    std::size_t seen_ = 0;  // of "@fax"
    bool wasSeen_ = false;
};

// Which letters stand from a "@@" to the next, both included: nearly always a mark, and all of it.
class LikelyMark {
  public:
    // Whether this letter does. `isInWord`: it stands close behind a letter or digit, as the @ of an address of mail.
    // An @ that does not is taken for the first of "@@" before the second is seen: programs draw letters one by one.
    bool holds(std::uint32_t letter, bool isInWord);

  private:
    static constexpr std::size_t kBegin = 2;  // letters of "@@"

    std::size_t length_ = 0;  // of the mark so far; 0 outside
    bool isAfterAt_ = false;
};

}  // namespace voipnow
