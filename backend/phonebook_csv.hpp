// Reads and writes contacts as CSV, as spreadsheets and mail programs do (RFC 4180).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Between the columns is ',' or ';' (Excel, where the comma is the decimal sign) or a tab; a first line "sep=;" is
// understood. Values in quotes may have separators, line ends and doubled quotes in them.
//
// The first line names the columns, in any order and case (backend/phonebook_csv_headings.hpp has all that are known):
// "name" (or "full name", "first name" with "last name", "company"); "numbers" (or "number", "fax", "business fax";
// several in one value are separated by , or ;); "groups" (or "group", "categories"); and as Outlook has them in
// German, French and Spanish. Other columns are passed over. Without such a line the columns are name, numbers, groups.
//
// Google Contacts has pairs of columns: "Phone 1 - Label" (before 2024 "Type") says what the number in "Phone 1 - Value"
// is. A fax number is one whose label has "fax" in it. There, and between groups ("Labels", before 2024 "Group
// Membership"), " ::: " separates. A ',' or ';' in such a number makes it a bad one. Google's own groups, which begin
// with "* ", are left out.
#pragma once

#include <string>
#include <vector>

#include "backend/contacts.hpp"
#include "backend/phonebook.hpp"

namespace voipnow {

// UTF-8 text. `anyNumber`: of a line without a fax number, a telephone number will do ("phone", "business phone",
// "home phone", "mobile phone", "telephone"). A line with several fax columns becomes a contact for each of them, with
// the column's name or Google's label behind that of the contact, and a number behind that when it is not the only one. JobError kHeld when the columns cannot be known, or a quote is not closed.
Contacts readCsv(const std::string& text, bool anyNumber);

// The columns name, numbers, groups.
std::string writeCsv(const std::vector<PhonebookEntry>& entries);

}  // namespace voipnow
