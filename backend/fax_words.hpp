// Words about faxes, for messages.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "backend/journal_rows.hpp"

namespace voipnow {

// "page 3", "pages 3 to 5".
std::string pagesInWords(int first, int count);

// "1 fax", "2 faxes", "1 page".
std::string counted(std::size_t count, const std::string& noun);

// What has to be said of faxes in doubt: which, when, and what a person can do; the command is for job `number`. Empty
// when none of them is.
std::string doubtInWords(const std::vector<FaxEntry>& faxes, int number);

// "Canceled. Before, 1 of 3 faxes had been sent. The service may have accepted fax 263 …"
std::string canceledInWords(const std::vector<FaxEntry>& faxes, int number);

}  // namespace voipnow
