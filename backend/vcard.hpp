// Reads and writes contacts as vCards (2.1; RFC 2426: 3.0; RFC 6350: 4.0).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// There is no library for it that is in Debian 12 and Ubuntu 22.04 but libebook, which brings GNOME's data server along;
// and of a vCard this needs four properties. Of these: FN (else N, else ORG) is the name, TEL the number, CATEGORIES are
// the groups. Folded lines, quoted-printable and other character sets of 2.1 are understood.
//
// A contact has one fax number: the one that its TEL marks with the type fax, or to which a label with "fax" in it
// belongs, as Apple writes it (item1.TEL and item1.X-ABLabel); of several the preferred one. Of several
// without a preference each becomes a contact of its own, with its other type, or a number, behind the name:
// "Smith (home)". The property X-VOIPNOW-NUMBERS, which writeVcards() adds, holds all numbers of an entry that has more
// than one.
#pragma once

#include <string>
#include <vector>

#include "backend/contacts.hpp"
#include "backend/phonebook.hpp"

namespace voipnow {

// `anyNumber`: of a contact without a fax number, any telephone number will do. Contacts without one are counted.
Contacts readVcards(const std::string& text, bool anyNumber);

// Version 3.0, which most programs read.
std::string writeVcards(const std::vector<PhonebookEntry>& entries);

}  // namespace voipnow
