// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string_view>

#include "backend/job_error.hpp"
#include "backend/phonebook_names.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kDigitsOfKey = 8;

std::string randomKey() {
    std::random_device random;
    std::array<char, kDigitsOfKey + 1> digits{};
    std::snprintf(digits.data(), digits.size(), "%08x", static_cast<unsigned>(random()));
    return std::string("pb") + digits.data();
}

std::string digitsOf(const std::string& text) {
    const std::unique_ptr<char, decltype(&g_free)> checksum(
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(text.data()),
                                    text.size()),
        &g_free);
    return std::string(checksum.get(), kDigitsOfKey);
}

// The first key of `text` that is not taken.
template <typename IsTaken>
std::string keyOf(const char* kind, const std::string& text, const IsTaken& isTaken) {
    std::string made = kind + digitsOf(text);
    for (std::string longer = text; isTaken(made);) {
        longer += '\t';
        made = kind + digitsOf(longer);
    }
    return made;
}

template <typename IsIt>
std::optional<PhonebookGroup> firstOf(const std::vector<PhonebookGroup>& groups, const IsIt& isIt) {
    const auto found = std::find_if(groups.begin(), groups.end(), isIt);
    return found == groups.end() ? std::nullopt : std::optional(*found);
}

std::string shown(const PhonebookEntry& entry) {
    return "\"" + entry.name + "\" (" + entry.numbers + ")";
}

}  // namespace

std::vector<PhonebookGroup> Phonebook::groups() const {
    std::vector<PhonebookGroup> found;
    std::unordered_map<std::string, std::size_t> places;  // in `found`, of folded names
    std::unordered_map<std::string, std::size_t>
        spellings;  // the same of names as they are: folding takes time
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        for (const std::string& name : entries_[i].groups) {
            auto spelled = spellings.find(name);
            if (spelled == spellings.end()) {
                const auto [place, isNew] = places.try_emplace(foldedName(name), found.size());
                if (isNew) {
                    found.push_back({"", name, {}});
                }
                spelled = spellings.emplace(name, place->second).first;
            }
            std::vector<std::size_t>& members = found[spelled->second].members;
            if (members.empty() || members.back() != i) {
                members.push_back(i);
            }
        }
    }
    // Of two groups with the same digits, the same one gets the other key each time: the later of the alphabet.
    const std::map<std::string, std::size_t> inOrder(places.begin(), places.end());
    std::set<std::string> taken;
    for (const auto& [name, place] : inOrder) {
        found[place].key =
            keyOf("pg", name, [&taken](const std::string& key) { return taken.count(key) > 0; });
        taken.insert(found[place].key);
    }
    return found;
}

std::optional<PhonebookEntry> Phonebook::byKey(const std::string& key) const {
    const auto found = keys_.find(key);
    return found == keys_.end() ? std::nullopt : std::optional(entries_[found->second]);
}

std::vector<PhonebookEntry> Phonebook::byName(const std::string& name) const {
    std::vector<PhonebookEntry> found;
    const auto places = names().find(foldedName(name));
    if (places != names().end()) {
        std::transform(places->second.begin(), places->second.end(), std::back_inserter(found),
                       [this](std::size_t place) { return entries_[place]; });
    }
    return found;
}

std::optional<PhonebookGroup> Phonebook::group(const std::string& name) const {
    const std::string wanted = foldedName(name);
    return firstOf(groups(), [&](const PhonebookGroup& each) { return foldedName(each.name) == wanted; });
}

std::optional<PhonebookGroup> Phonebook::groupByKey(const std::string& key) const {
    return firstOf(groups(), [&](const PhonebookGroup& each) { return each.key == key; });
}

std::size_t Phonebook::mostParts() const {
    std::size_t most = 0;
    for (const auto& [name, places] : names()) {
        most = std::max(most, static_cast<std::size_t>(std::count(name.begin(), name.end(), ',')) + 1);
    }
    return most;
}

PhonebookEntry Phonebook::add(const std::string& name, const std::string& numbers,
                              const std::vector<std::string>& groups) {
    PhonebookEntry entry = checkedEntry(name, numbers, groups);
    const std::vector<PhonebookEntry> others = byName(entry.name);
    if (!others.empty()) {
        throw JobError(JobEnd::kHeld, shown(others.front()) +
                                          " is in the phone book already. Give the new one "
                                          "another name, or remove the old one first.");
    }
    do {
        entry.key = randomKey();
    } while (keys_.count(entry.key) > 0);
    put(entry);
    return entry;
}

void Phonebook::put(PhonebookEntry entry) {
    if (names_) {
        (*names_)[foldedName(entry.name)].push_back(entries_.size());
    }
    keys_.emplace(entry.key, entries_.size());
    entries_.push_back(std::move(entry));
}

void Phonebook::replace(const PhonebookEntry& with) {
    PhonebookEntry& entry = entries_.at(keys_.at(with.key));
    if (entry.name != with.name) {
        names_.reset();
    }
    entry = with;
}

void Phonebook::remove(const std::string& key) {
    const auto found = keys_.find(key);
    if (found == keys_.end()) {
        return;
    }
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(found->second));
    names_.reset();
    keys_.clear();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        keys_.emplace(entries_[i].key, i);
    }
}

std::string Phonebook::keyMadeOf(const std::string& text) const {
    return keyOf("pb", text, [this](const std::string& key) { return keys_.count(key) > 0; });
}

const Phonebook::Places& Phonebook::names() const {
    if (!names_) {
        names_.emplace();
        names_->reserve(entries_.size());
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            (*names_)[foldedName(entries_[i].name)].push_back(i);
        }
    }
    return *names_;
}

PhonebookEntry checkedEntry(const std::string& name, const std::string& numbers,
                            const std::vector<std::string>& groups) {
    PhonebookEntry entry;
    entry.name = checkedName(name);
    try {
        // What parts the columns of the file is taken out of the numbers; each of them stays as it was written.
        for (const std::string& part : recipientParts(numbers)) {
            parseNumber(part);
            entry.numbers += (entry.numbers.empty() ? "" : "; ") + withSingleBlanks(part);
        }
    } catch (const BadNumber& error) {
        throw JobError(JobEnd::kHeld, "The number " + std::string(error.what()) + '.');
    }
    if (entry.numbers.empty()) {
        throw JobError(JobEnd::kHeld, "\"" + entry.name + "\" has no number.");
    }
    for (const std::string& group : groups) {
        std::string kept = checkedGroupName(group);
        const bool isThere =
            std::any_of(entry.groups.begin(), entry.groups.end(),
                        [&](const std::string& each) { return foldedName(each) == foldedName(kept); });
        if (!isThere) {
            entry.groups.push_back(std::move(kept));
        }
    }
    return entry;
}

}  // namespace voipnow
