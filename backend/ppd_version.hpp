// Whether the description (PPD) of a queue is that of this version of the program.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CUPS keeps a copy of the model's PPD for each queue, which an upgrade of the program does not reach. The version is the
// *FileVersion of the PPD.
#pragma once

#include <string>

#include "backend/printer_description.hpp"

namespace voipnow {

// "0.2": of the model that belongs to this program.
std::string ownPpdVersion();

// A sentence when the queue's description is of another version; empty when it is not, and for a queue without one.
std::string outdatedPpd(const PrinterDescription& description, const std::string& printer);

}  // namespace voipnow
