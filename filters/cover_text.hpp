// Reads the text of a line of a cover template: markup with fields in braces.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string_view>

#include "filters/cover_template.hpp"

namespace voipnow {

// What is wrong with a line, without file and number: `there is no field {form}; …`.
class CoverMistake : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Fields may not stand inside a tag, so what users write cannot become markup. The markup is tried with Pango: whatever
// stands in the fields, escaped, cannot break it any more. Throws CoverMistake.
CoverText parseCoverText(std::string_view text);

}  // namespace voipnow
