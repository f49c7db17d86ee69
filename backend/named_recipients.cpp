// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/named_recipients.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

#include "backend/phonebook_names.hpp"
#include "backend/similar_names.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kMostShown = 3;

std::string quoted(const std::string& text) {
    return '"' + text + '"';
}

std::string joined(const std::vector<std::string>& texts, const char* between) {
    std::string all;
    for (const std::string& text : texts) {
        all += (all.empty() ? "" : between) + text;
    }
    return all;
}

std::vector<Recipient> recipientsOf(const PhonebookEntry& entry, const std::string& prefix) {
    try {
        std::vector<Recipient> recipients;
        for (std::string& number : parseRecipients(entry.numbers, prefix)) {
            recipients.push_back({std::move(number), entry.name});
        }
        return recipients;
    } catch (const BadNumber& error) {
        throw BadNumber(std::string(error.what()) + " (of \"" + entry.name + "\" in the phone book)");
    }
}

std::set<std::string> numbersOf(const PhonebookEntry& entry) {
    const std::vector<std::string> numbers = parseRecipients(entry.numbers);
    return {numbers.begin(), numbers.end()};
}

// Entries of one name are as good as one entry when a fax for each of them reaches the same.
void requireSameNumbers(const std::string& name, const std::vector<PhonebookEntry>& entries) {
    const bool isSame = std::all_of(entries.begin() + 1, entries.end(), [&](const PhonebookEntry& entry) {
        return numbersOf(entry) == numbersOf(entries.front());
    });
    if (isSame) {
        return;
    }
    std::vector<std::string> candidates;
    std::transform(entries.begin(), entries.end(), std::back_inserter(candidates),
                   [](const PhonebookEntry& entry) { return entry.key + " for " + entry.numbers; });
    throw BadName(quoted(name) + " is in the phone book with different numbers: write " +
                  joined(candidates, ", ") + ", or the number");
}

// Reads one list.
class Resolver {
  public:
    Resolver(const std::string& prefix, const Phonebook& book) : prefix_(prefix), book_(book) {}

    std::vector<Recipient> resolve(const std::string& text) {
        const std::vector<std::string> parts = recipientParts(text);
        for (std::size_t at = 0; at < parts.size();) {
            at += takeName(parts, at);
        }
        return std::move(recipients_);
    }

  private:
    // Takes the longest name that begins with part `at`, else that part. Gives the number of parts taken.
    std::size_t takeName(const std::vector<std::string>& parts, std::size_t at) {
        if (mostParts_ == 0 && parts.size() > at + 1) {
            mostParts_ = std::max<std::size_t>(book_.mostParts(), 1);
        }
        for (std::size_t count = std::min(mostParts_, parts.size() - at); count > 1; --count) {
            const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(at);
            const std::vector<std::string> row(begin, begin + static_cast<std::ptrdiff_t>(count));
            const std::string name = joined(row, ", ");
            const std::vector<PhonebookEntry> entries = book_.byName(name);
            if (!entries.empty()) {
                refuseTwoReadings(name, row, entries.front());
                take(name, entries);
                return count;
            }
        }
        takePart(parts[at]);
        return 1;
    }

    void refuseTwoReadings(const std::string& name, const std::vector<std::string>& row,
                           const PhonebookEntry& entry) const {
        const bool isList =
            std::all_of(row.begin(), row.end(), [this](const std::string& part) { return isSomebody(part); });
        if (isList) {
            throw BadName(quoted(name) +
                          " can be one entry of the phone book and several: write the keys instead, which "
                          "`voipnow-fax phonebook list` shows, " +
                          entry.key + " for the one");
        }
    }

    bool isSomebody(const std::string& part) const {
        try {
            Resolver other(prefix_, book_);
            other.mostParts_ = 1;
            other.takePart(part);
            return true;
        } catch (const BadName&) {
            // What is ambiguous is somebody too.
            return !book_.byName(part).empty();
        } catch (const BadNumber&) {
            return false;
        }
    }

    void takePart(const std::string& part) {
        const std::string folded = foldedName(part);
        if (folded.starts_with('@')) {
            takeGroup(part, book_.group(folded.substr(1)));
        } else if (isPhonebookKey(folded)) {
            takeKey(part, folded);
        } else if (const std::vector<PhonebookEntry> entries = book_.byName(part); !entries.empty()) {
            take(part, entries);
        } else {
            add({numberOf(part), ""});
        }
    }

    void takeKey(const std::string& part, const std::string& key) {
        if (key.starts_with("pg")) {
            takeGroup(part, book_.groupByKey(key));
        } else if (const std::optional<PhonebookEntry> entry = book_.byKey(key)) {
            take(part, {*entry});
        } else {
            throw BadName(quoted(part) + " was the key of an entry that is no longer in the phone book");
        }
    }

    void takeGroup(const std::string& part, const std::optional<PhonebookGroup>& group) {
        if (!group) {
            throw BadName(quoted(part) + " is no group in the phone book" + meant(part));
        }
        for (const std::size_t member : group->members) {
            take(part, {book_.entries()[member]});
        }
    }

    void take(const std::string& name, const std::vector<PhonebookEntry>& entries) {
        requireSameNumbers(name, entries);
        for (const Recipient& recipient : recipientsOf(entries.front(), prefix_)) {
            add(recipient);
        }
    }

    std::string numberOf(const std::string& part) const {
        try {
            return parseNumber(part, prefix_);
        } catch (const BadNumber& error) {
            // What has no letter is no name either: it is a number with a mistake.
            if (book_.entries().empty() || !hasLetter(part)) {
                throw;
            }
            throw BadName(std::string(error.what()) + ", and it is no name in the phone book" + meant(part));
        }
    }

    std::string meant(const std::string& part) const {
        std::vector<std::string> names;
        for (const std::string& name : namesLike(part, book_, kMostShown)) {
            names.push_back(quoted(name));
        }
        return names.empty() ? "" : " (there is " + joined(names, " or ") + ")";
    }

    void add(const Recipient& recipient) {
        const auto [place, isNew] = places_.try_emplace(recipient.number, recipients_.size());
        if (isNew) {
            recipients_.push_back(recipient);
        } else if (recipients_[place->second].name.empty()) {
            recipients_[place->second].name = recipient.name;
        }
    }

    const std::string& prefix_;
    const Phonebook& book_;
    std::size_t mostParts_ = 0;  // of a name; asked when it is needed first
    std::vector<Recipient> recipients_;
    std::unordered_map<std::string, std::size_t> places_;  // of the numbers among them
};

bool hasWords(const std::string& name, const std::string& first, const std::set<std::string>& others) {
    const std::vector<std::string> words = foldedWords(name);
    return !words.empty() && words.front() == first &&
           std::set<std::string>(words.begin() + 1, words.end()) == others;
}

}  // namespace

std::vector<Recipient> resolveRecipients(const std::string& text, const std::string& prefix,
                                         const Phonebook& book) {
    return Resolver(prefix, book).resolve(text);
}

std::optional<std::string> nameWithWords(const Phonebook& book, const std::string& firstWord,
                                         const std::vector<std::string>& otherWords) {
    const std::string first = foldedName(firstWord);
    std::set<std::string> others;
    for (const std::string& word : otherWords) {
        others.insert(foldedName(word));
    }
    std::vector<std::string> fitting;
    std::set<std::string> seen;
    const auto look = [&](const std::string& name) {
        if (hasWords(name, first, others) && seen.insert(foldedName(name)).second) {
            fitting.push_back(name);
        }
    };
    if (first.starts_with('@')) {
        for (const PhonebookGroup& group : book.groups()) {
            look('@' + group.name);
        }
    } else {
        for (const PhonebookEntry& entry : book.entries()) {
            look(entry.name);
        }
    }
    if (fitting.size() > 1) {
        throw BadName(quoted(joined({firstWord, joined(otherWords, " ")}, " ")) + " can be \"" +
                      joined(fitting, "\" or \"") + "\": write it in quotes within the quotes, phone='\"" +
                      fitting.front() + "\"'");
    }
    return fitting.empty() ? std::nullopt : std::optional(fitting.front());
}

}  // namespace voipnow
