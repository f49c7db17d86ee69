// The words behind `voipnow-fax phonebook`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "backend/wrong_arguments.hpp"

namespace voipnow {

struct PhonebookArguments {
    enum class Action { kHelp, kAdd, kRemove, kList, kImport, kExport, kRefresh };
    enum class Form { kOfName, kVcard, kCsv };

    Action action = Action::kHelp;
    std::string name;                 // add, remove (or a key), list (what to look for, may be empty)
    std::string numbers;              // add
    std::vector<std::string> groups;  // add
    std::string printer;              // whose phone book; empty: that of all
    std::filesystem::path file;       // import; export, where it is empty for standard output
    Form form = Form::kOfName;        // export
    bool json = false;                // list
    bool anyNumber = false;           // import: also contacts without a fax number
    bool skipBad = false;             // import what can be, leave out the rest
    bool replace = false;             // import: numbers of names that are there already
    bool noRefresh = false;           // leave the print dialogs as they are
};

// Understands what the help of the command lists. Throws WrongArguments.
PhonebookArguments parsePhonebookArguments(const std::vector<std::string>& arguments);

}  // namespace voipnow
