// A receipt on paper: typesets it, as PDF.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One page, and more only where the lists need them; each says which of how many it is. Text may be in any script. A
// library of its own (fax_receipt), so that the backend does not link Pango.
#pragma once

#include <string>

#include "backend/receipt.hpp"

namespace voipnow {

struct ReceiptPdf {
    std::string pdf;
    int pages = 0;
    int missing = 0;  // characters that no font of this machine has: boxes stand for them
};

// On the paper of the fax, as far as the picture of its first page tells: Letter for a page of its shape or Legal's, else
// A4. std::runtime_error when cairo cannot make it.
ReceiptPdf receiptPdf(const Receipt& receipt);

}  // namespace voipnow
