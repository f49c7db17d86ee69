// Names in the phone book: which there can be, and when two are the same.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace voipnow {

inline constexpr std::size_t kLongestName = 80;  // characters

// The form in which names are compared: without regard to letter case, to the width and composition of characters
// (NFKC), to blanks but between words, to what cannot be seen, and to whether ',' or ';' stands between two words. For
// text that is not UTF-8: the text itself, which is no name.
std::string foldedName(const std::string& name);

// The words between the blanks of a name, folded.
std::vector<std::string> foldedWords(const std::string& name);

// With one blank where there were several, or tabs, or line ends; none at the ends of the text.
std::string withSingleBlanks(const std::string& text);

// The name as it is kept: blanks in rows and at the ends are taken off. JobError kHeld, with the reason, for what
// could be taken for something else (a number, a key, @group, None, Custom, true, false) or cannot be shown: no letter
// in it, control characters, not UTF-8, more than 80 characters.
std::string checkedName(const std::string& name);

// The same for the name of a group, without its '@'. There ',' and ';' are refused too, for they stand between groups.
std::string checkedGroupName(const std::string& name);

// True when one of the characters of a UTF-8 text is a letter of any script.
bool hasLetter(const std::string& text);

// True for "pb" or "pg" and eight hexadecimal digits in lower case: the keys of entries and groups.
bool isPhonebookKey(const std::string& text);

}  // namespace voipnow
