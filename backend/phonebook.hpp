// Phonebook: names for fax numbers, and groups of them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An entry is a name with the number, or the several numbers, that a fax for this name goes to. Print dialogs send its
// key, people write its name. Keys are random and are never given twice, so that a job that was printed for an entry
// that is gone cannot reach another one. Names are compared as in backend/phonebook_names.hpp. A phone book may have
// entries of the same name (the joined book of backend/phonebook_file.hpp, or one that was edited by hand); whoever
// looks a name up gets all of them, and must not choose.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace voipnow {

struct PhonebookEntry {
    std::string key;                  // "pb" and eight hexadecimal digits
    std::string name;                 // as checkedName() gives it
    std::string numbers;              // as they were written, several separated by ; or ,
    std::vector<std::string> groups;  // as checkedGroupName() gives them

    bool operator==(const PhonebookEntry&) const = default;
};

struct PhonebookGroup {
    std::string key;   // "pg" and eight hexadecimal digits, made of the name: it stays the same
    std::string name;  // as it is written at its first member
    std::vector<std::size_t> members;  // places in entries(), in their order
};

class Phonebook {
  public:
    // In the order in which they were added.
    const std::vector<PhonebookEntry>& entries() const { return entries_; }
    // In the order of their first members.
    std::vector<PhonebookGroup> groups() const;

    std::optional<PhonebookEntry> byKey(const std::string& key) const;
    std::vector<PhonebookEntry> byName(const std::string& name) const;
    // The group of that name, without its '@', or of that key.
    std::optional<PhonebookGroup> group(const std::string& name) const;
    std::optional<PhonebookGroup> groupByKey(const std::string& key) const;

    // The largest number of parts between commas that a name has: "Smith, John" has two.
    std::size_t mostParts() const;

    // Adds an entry with a new key, and gives it. JobError kHeld when the name, a group or a number cannot be, when
    // there is an entry of that name already.
    PhonebookEntry add(const std::string& name, const std::string& numbers,
                       const std::vector<std::string>& groups);
    // Puts an entry in as it is: one that was read. An entry that is there word for word is not put in again.
    void put(PhonebookEntry entry);
    // Of the entry with the key `with.key`, which must be there.
    void replace(const PhonebookEntry& with);
    // Nothing happens when there is no such key.
    void remove(const std::string& key);

    // A key that no entry has, for entries that have none: the same one each time for the same text.
    std::string keyMadeOf(const std::string& text) const;

  private:
    // Places in entries_.
    using Places = std::unordered_map<std::string, std::vector<std::size_t>>;
    const Places& names() const;

    std::vector<PhonebookEntry> entries_;
    std::unordered_map<std::string, std::size_t> keys_;
    mutable std::optional<Places> names_;  // made at the first look: a job for a key needs none
};

// An entry as it would be kept. JobError kHeld when the name, a group or a number cannot be.
PhonebookEntry checkedEntry(const std::string& name, const std::string& numbers,
                            const std::vector<std::string>& groups);

}  // namespace voipnow
