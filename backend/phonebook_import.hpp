// Takes contacts of other programs into a phone book.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <vector>

#include "backend/contacts.hpp"
#include "backend/phonebook.hpp"

namespace voipnow {

// The contacts of a file of vCards or CSV; which of them it is shows in its first line. `anyNumber`: see readVcards() and
// readCsv(). A byte order mark is understood, UTF-16 with one too. CSV that is not UTF-8 is read as Windows-1252, as Outlook
// writes it, and `notes` gets a line that says so. JobError kHeld, with the reason, when the file cannot be read or is
// neither, or has control characters that no text has.
Contacts readContacts(const std::filesystem::path& file, bool anyNumber, std::ostream& notes = std::cerr);

struct ImportReport {
    std::size_t added = 0;
    std::size_t changed = 0;  // were there, and got a group or other numbers
    std::size_t same = 0;     // were there just so
    std::vector<BadContact> bad;
};

// Puts the contacts into `book`, all but the bad ones. One whose name is there already, with the same numbers, gives its
// groups to the entry; with others it is a bad one, unless `replace`: then the entry gets its numbers. So is a second
// one of the same name in the file.
ImportReport importContacts(const Contacts& contacts, bool replace, Phonebook& book);

}  // namespace voipnow
