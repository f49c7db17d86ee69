// Finds whom a text names: numbers, names and groups of the phone book, their keys, and lists of all these.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "backend/phonebook.hpp"
#include "backend/recipients.hpp"

namespace voipnow {

// A text that names nobody, or could be somebody else. what() is a sentence without its full stop that begins with the
// text in quotes, says why, and what could be meant.
class BadName : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// The recipients of a text such as "5551234; First Bank, @sales, pb12ab34cd", in its order, each number once. A part is
// a number (backend/recipients.hpp), the key of an entry or a group, the name of an entry, or @ and the name of a
// group. A name may have commas in it: the longest row of parts that is a name counts, unless each of these parts is
// somebody by itself. The numbers of an entry get the prefix like those that were typed; they bring its name along.
// Throws BadNumber for a number that is none, with the name of its entry where it has one; BadName for a name that is
// not in the book, with names like it, for one that stands for several numbers in entries of the same name, and for a
// list that can be read in two ways.
std::vector<Recipient> resolveRecipients(const std::string& text, const std::string& prefix,
                                         const Phonebook& book);

// The name that `lp -o phone=First National Bank` or `-o phone=@north sales` was about: libcups takes the first word as the
// value, and makes options of the others, which arrive in the order of the alphabet, each once. Gives the whole name of
// the entries (or "@" and that of the group) that begins with `firstWord` and has all of `otherWords` behind it and no
// more, in any order and number; nothing when there is none. Throws BadName when different names fit.
std::optional<std::string> nameWithWords(const Phonebook& book, const std::string& firstWord,
                                         const std::vector<std::string>& otherWords);

}  // namespace voipnow
