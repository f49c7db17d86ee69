// The lines of vCards: unfolded, decoded, and taken apart.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace voipnow {

struct VcardLine {
    int number = 0;          // in the file, where it begins
    std::string name;        // in capital letters, without a group ("item1.") before it
    std::string group = {};  // "ITEM1"; empty when it is of none
    std::vector<std::pair<std::string, std::string>>
        parameters;     // names in capital letters; quotes taken off
    std::string value;  // UTF-8; backslashes as they are, for they may stand before ',' and ';'
    std::string fault;  // a sentence when it cannot be read; empty otherwise
};

// The lines that have a ':', in order. Ends of lines may be those of any system. Understands quoted-printable values
// and the character sets of vCard 2.1.
std::vector<VcardLine> vcardLines(const std::string& text);

// The parts between the separators, at least one.
std::vector<std::string> splitAt(const std::string& text, char separator);

// The parts of a value between separators without a backslash before them, unescaped.
std::vector<std::string> splitEscaped(const std::string& value, char separator);

// "\,", "\;", "\\" and "\n" as what they stand for.
std::string unescapedValue(const std::string& value);

// The text with what has to be escaped in a value.
std::string escapedValue(const std::string& text);

}  // namespace voipnow
