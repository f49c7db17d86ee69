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

// Spaces, dashes, dots, slashes and brackets of any script are left out; digits of any script become 0-9;
// empty parts between separators are passed over. `prefix` (dialling form, or empty) is put before each
// number; a number with '+' cannot have one. Throws BadNumber.
std::vector<std::string> parseRecipients(const std::string& text, const std::string& prefix = {});

// The prefix itself in dialling form; empty text gives an empty one. Throws BadNumber.
std::string parseDialPrefix(const std::string& text);

// "7778888, 1234567890" for messages.
std::string listed(const std::vector<std::string>& recipients);

// "First Bank +15550100, 5551234" for messages.
std::string listed(const std::vector<Recipient>& recipients);

// Their numbers, in the same order.
std::vector<std::string> numbersOf(const std::vector<Recipient>& recipients);

}  // namespace voipnow
