// Reads and writes contacts as CSV, as spreadsheets and mail programs do (RFC 4180).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Between the columns is ',' or ';' (Excel, where the comma is the decimal sign) or a tab; a first line "sep=;" is
// understood. Values in quotes may have separators, line ends and doubled quotes in them.
//
// The first line names the columns, in any order and case: "name" (or "full name", "display name", "first name" with
// "last name", "company"); "numbers" (or "number", "fax", "fax number", "business fax", "home fax", "other fax"; several
// in one value are separated by , or ;); "groups" (or "group", "categories"). Other columns are passed over. Without such
// a line the columns are name, numbers, groups.
#pragma once

#include <string>
#include <vector>

#include "backend/contacts.hpp"
#include "backend/phonebook.hpp"

namespace voipnow {

// UTF-8 text. `anyNumber`: of a line without a fax number, a telephone number will do ("phone", "business phone",
// "home phone", "mobile phone", "telephone"). A line with several fax columns becomes a contact for each of them, with
// the column's name behind that of the contact. JobError kHeld when the columns cannot be known, or a quote is not closed.
Contacts readCsv(const std::string& text, bool anyNumber);

// The columns name, numbers, groups.
std::string writeCsv(const std::vector<PhonebookEntry>& entries);

}  // namespace voipnow
