// Which names of the phone book a mistyped one may have meant.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "backend/phonebook.hpp"

namespace voipnow {

// How many letters have to be put in, left out or changed to make one text the other; `most` + 1 where it is more.
std::size_t lettersApart(const std::string& one, const std::string& other, std::size_t most);

// At most `most` names of entries, and of groups with '@' before them, the nearest first: those that `text` is a part
// of, and those that differ from it in few letters (a third of its length). For a text with '@' groups only.
std::vector<std::string> namesLike(const std::string& text, const Phonebook& book, std::size_t most);

}  // namespace voipnow
