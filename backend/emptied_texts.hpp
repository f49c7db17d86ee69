// Takes the texts of a queue away: what print dialogs call it, and where it is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace voipnow {

struct EmptiedTexts {
    bool info = false;
    bool location = false;
};

// Of the queue `printer`, in the scheduler in $CUPS_SERVER; nothing else of it is changed, and no job disturbed.
// CupsRefusal when the scheduler does not do it.
void emptyTexts(const std::string& printer, const EmptiedTexts& texts);

}  // namespace voipnow
