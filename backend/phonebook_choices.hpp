// Puts a phone book and the templates of cover pages into the text of a PPD, for the print dialogs.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The option `phone` gets a choice for each group and for the entries that were faxed most, the option `FaxCover`, where
// the PPD has it, one for each template. The choices that the model has itself, their defaults and all other lines stay
// as they are. A default that is gone becomes None. What a choice is called in the PPD is the key of the entry or group;
// its text is the name and the number, as PPDs can hold it (Adobe PPD 4.3: for example ':' as <3A>) in at
// most 80 bytes, which is what CUPS and LibreOffice keep of it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "backend/phonebook.hpp"
#include "backend/ppd_option.hpp"

namespace voipnow {

inline constexpr std::size_t kMostChoices =
    200;  // of entries, and of groups: print dialogs show them in one list

// How many faxes went to a number, in dialling form. What is not there: none.
using TimesFaxed = std::map<std::string, int>;

struct PpdWithChoices {
    std::string text;
    bool hasPhone = true;            // false: the PPD is of another model, and as it was
    std::vector<std::string> notes;  // a sentence for each default that is gone
};

// The largest groups, then the entries that were faxed most, kMostChoices of each, and in both the one whose key is
// `kept` besides; in the order of their names. Of equals those that were added first.
std::vector<PpdChoice> phoneChoices(const Phonebook& book, const TimesFaxed& timesFaxed,
                                    const std::string& kept);

// `templates` are the names of templates besides those that the model has; a name that cannot be that of a choice
// (longer than 40 bytes, or with other characters than visible ASCII without / and :) is left out.
PpdWithChoices withChoices(const std::string& ppd, const Phonebook& book, const TimesFaxed& timesFaxed,
                           const std::vector<std::string>& templates);

}  // namespace voipnow
