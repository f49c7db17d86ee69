// Contacts as they come from other programs, on their way into the phone book.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace voipnow {

// Nothing of it is checked yet: that is the phone book's to do.
struct Contact {
    int line = 0;  // of its file, where it begins
    std::string name;
    std::string numbers;
    std::vector<std::string> groups;

    bool operator==(const Contact&) const = default;
};

// A contact that cannot be read, and why.
struct BadContact {
    int line = 0;
    std::string why;  // a sentence
};

struct Contacts {
    std::vector<Contact> good;
    std::vector<BadContact> bad;
    std::size_t withoutFax = 0;  // contacts that have no fax number, or none at all
};

}  // namespace voipnow
