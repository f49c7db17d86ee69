// The words behind `voipnow-fax preview`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "backend/wrong_arguments.hpp"

namespace voipnow {

struct PreviewArguments {
    std::vector<std::filesystem::path> files;  // at least one, but for help
    std::string options;                       // all -o together, as cupsd writes argv[5]
    std::string printer;                       // whose defaults count; empty: none
    std::string output;                        // FILE.pdf or FILE-%d.png; empty: no files are wanted
    bool json = false;
    bool help = false;
};

// Understands -o WORDS, -d and -P PRINTER, --output FILE, --json, --help, and `--`, behind which all are files; values
// of letters may be a word of their own or not, as for lp. Throws WrongArguments. A later -o wins over an earlier one.
PreviewArguments parsePreviewArguments(const std::vector<std::string>& arguments);

// True for names that end in .png, which have exactly one %d or %0Nd (checked above).
bool isForPictures(const std::string& output);

// The file for page `number`: "fax-%03d.png" becomes "fax-007.png".
std::filesystem::path picturePath(const std::string& output, int number);

// Of the options of a job, the names of those that CUPS applies before the filter: a preview leaves them out.
std::vector<std::string> appliedByCups(const std::string& options);

}  // namespace voipnow
