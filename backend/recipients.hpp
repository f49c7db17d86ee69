// Turns what a person wrote into the numbers that will be dialled.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes UTF-8 text as it came from an option, a mark or a phone book: one or more numbers separated by ',' or
// ';'. Gives them in order, without duplicates, in dialling form: an optional '+', then 3 to 32 of 0-9 * #.
// Refuses the whole text when any part is not a number, and says which part: a fax never goes to a guess.
// Rules: UnifiedAPI v5 "recipients" (phone numbers or extension numbers); RFC 3966 visual separators and
// "tel:"; the limits are our own.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace voipnow {

inline constexpr std::size_t kShortestNumber = 3;  // an extension
inline constexpr std::size_t kLongestNumber = 32;

// Who gets a fax.
struct Recipient {
    std::string number;     // in dialling form, prefix included
    std::string name = {};  // as the phone book has it; empty when the number was written by hand

    bool operator==(const Recipient&) const = default;
};

// A number that cannot be dialled. what() names it and says why: `"call me" has a letter in it`.
class BadNumber : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// What stands between the ',' and ';' of `text`, without the blanks around it; empty parts are passed over. Throws
// BadNumber for text that is not UTF-8, and for a tel: URI with parameters ("tel:+15550100;ext=12").
std::vector<std::string> recipientParts(const std::string& text);

// The number of one part in dialling form. Spaces, dashes, dots, slashes and brackets of any script, what cannot be
// seen, and a "tel:" before it are left out; digits of any script become 0-9. `prefix` (dialling form, or empty) is
// put before it; a number with '+' cannot have one. Throws BadNumber, also for "+44 (0)20 7946 0000": nobody dials
// all of it.
std::string parseNumber(const std::string& part, const std::string& prefix = {});

// parseNumber of each of the recipientParts, each number once.
std::vector<std::string> parseRecipients(const std::string& text, const std::string& prefix = {});

// A number in dialling form without the prefix that parseNumber put before it.
std::string withoutPrefix(const std::string& number, const std::string& prefix);

// The prefix itself in dialling form; empty text gives an empty one. Throws BadNumber.
std::string parseDialPrefix(const std::string& text);

// "7778888, 1234567890" for messages.
std::string listed(const std::vector<std::string>& recipients);

// "First Bank +15550100, 5551234" for messages.
std::string listed(const std::vector<Recipient>& recipients);

// The same, cut after some 500 bytes: "… and 12 more". cupsd cuts messages that are too long.
std::string listedBriefly(const std::vector<Recipient>& recipients);

// Their numbers, in the same order.
std::vector<std::string> numbersOf(const std::vector<Recipient>& recipients);

}  // namespace voipnow
