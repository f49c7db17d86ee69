// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ppd_version.hpp"

namespace voipnow {

std::string ownPpdVersion() {
    return VOIPNOW_PPD_VERSION;
}

std::string outdatedPpd(const PrinterDescription& description, const std::string& printer) {
    const std::optional<std::string> version = description.attribute("FileVersion");
    if (!version || *version == ownPpdVersion()) {
        return {};
    }
    return "The description (PPD) of the printer " + printer + " is of version " + *version +
           ", and this is version " + ownPpdVersion() +
           ". An administrator brings it up to date with: voipnow-fax phonebook refresh";
}

}  // namespace voipnow
