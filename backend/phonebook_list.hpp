// The phone book for people and for programs: `voipnow-fax phonebook list`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "backend/phonebook.hpp"

namespace voipnow {

// The entries with `pattern` in their name, in a group's name, or, in dialling form, in a number; in the order of their
// names. All for an empty pattern.
std::vector<PhonebookEntry> entriesWith(const std::string& pattern, const Phonebook& book);

// A line for each, in columns.
void printPhonebook(const std::vector<PhonebookEntry>& entries, std::ostream& out);

// A JSON array with an object for each: "key" and "name" texts, "numbers" an array of texts as they were written, "dialled"
// an array of the numbers in dialling form, without prefix, "groups" an array of texts.
void printPhonebookAsJson(const std::vector<PhonebookEntry>& entries, std::ostream& out);

}  // namespace voipnow
