// The files of the phone book: $CUPS_SERVERROOT/voipnow-phonebook for all queues, and voipnow-phonebook-PRINTER with
// more entries for one of them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// UTF-8 text that a person can read and mend. A line is an entry: KEY, NAME, NUMBERS, GROUPS, between them a tab, or two
// or more blanks; GROUPS may be left out, and ';' stands between several. A line that begins with '#' is a comment;
// comments and empty lines stay where they are when the file is written again. KEY is '-' in a line that a person wrote:
// the entry then has a key that is made of its name and numbers, and gets it for good when the file is written.
//
// Broken files are refused as a whole: JobError kHeld that begins with FILE:LINE.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "backend/phonebook.hpp"

namespace voipnow {

// For `printer`, or with an empty one for all queues. JobError kHeld when no queue can have that name.
std::filesystem::path phonebookFile(const std::filesystem::path& serverRoot, const std::string& printer);

// What the queue `printer` has: its own entries and those for all. An entry that is word for word in both counts once.
// JobError kHeld for what readPhonebook refuses, and when one key stands for two entries.
Phonebook phonebookFor(const std::filesystem::path& serverRoot, const std::string& printer);

// An empty phone book when there is no such file. JobError kHeld when it cannot be read, or is broken.
Phonebook readPhonebook(const std::filesystem::path& file);

// A phone book that is going to be changed: read under a lock, so that two commands at once lose nothing. The lock is
// .FILE.lock, and is held until this object is gone.
class PhonebookEdit {
  public:
    // JobError kHeld as for readPhonebook, and when there can be no lock: this user may not change the phone book.
    explicit PhonebookEdit(std::filesystem::path file);
    ~PhonebookEdit();
    PhonebookEdit(const PhonebookEdit&) = delete;
    PhonebookEdit& operator=(const PhonebookEdit&) = delete;

    Phonebook& book() { return book_; }

    // Replaces the file in one step: after a crash it is the old one or the new one. It keeps its owner, group and mode;
    // a new one has the mode 0640 and the group of its folder, which are the filters and backends of CUPS. JobError kHeld
    // when it cannot be written.
    void write() const;

  private:
    std::filesystem::path file_;
    int lock_ = -1;
    Phonebook book_;
    std::vector<std::string> lines_;  // of the file: comments as they are, entries by their keys
};

}  // namespace voipnow
