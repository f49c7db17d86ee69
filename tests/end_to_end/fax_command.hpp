// `voipnow-fax` of the install tree, as an administrator of a test's scheduler runs it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/end_to_end/child_process.hpp"
#include "tests/end_to_end/private_cups.hpp"

namespace voipnow::end_to_end {

std::vector<std::string> faxCommand(const std::vector<std::string>& arguments);

// In which it speaks with this scheduler, and finds its voipnow.conf.
Environment faxEnvironment(const PrivateCups& cups);

// Runs it to its end.
Finished runFax(const PrivateCups& cups, const std::vector<std::string>& arguments,
                const std::filesystem::path& input = "/dev/null");

}  // namespace voipnow::end_to_end
