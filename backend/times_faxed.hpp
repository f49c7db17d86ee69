// How often each number was faxed, by all fax printers of this machine.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace voipnow {

// From the journals of all state-dirs of voipnow.conf: number as it was dialled -> faxes sent. Only root can read them;
// what cannot be read counts as nothing, for this is about the order of names in a dialog.
std::map<std::string, int> timesFaxedHere();

}  // namespace voipnow
