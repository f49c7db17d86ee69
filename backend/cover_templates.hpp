// The templates of cover pages that an administrator of this machine made.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each is a file NAME.cover in a folder, $CUPS_SERVERROOT/voipnow-covers. A name has letters, digits, - and _ of ASCII,
// at most 30 of them, so it can be a choice of a PPD and can name no file elsewhere; files with other names are passed
// over. What is in them is read by the program faxcover only.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace voipnow {

inline constexpr std::size_t kLongestCoverName = 30;
inline constexpr const char* kCoverFolder = "voipnow-covers";  // in $CUPS_SERVERROOT

// The names of all templates, sorted; none when there is no such folder.
std::vector<std::string> coverTemplates(const std::filesystem::path& folder);

// The file of the template `name`, letter by letter. JobError kHeld, with the names that there are, when there is none.
std::filesystem::path coverTemplate(const std::filesystem::path& folder, const std::string& name);

}  // namespace voipnow
