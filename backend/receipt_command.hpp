// `voipnow-fax receipt`: a receipt of one job as PDF.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Runs the command with the arguments behind "receipt". Only those who may read the journals can have one. Gives its exit
// code: 0 when the file is there, 1 when there is no such job (the reason is on `errors`), 2 for wrong arguments. JobError
// when configuration or journal cannot be read, or the file cannot be written.
int runReceiptCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
