// The scheduler in $CUPS_SERVER, asked by the user who runs a command.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cups/cups.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace voipnow {

struct CloseCupsConnection {
    void operator()(http_t* connection) const { httpClose(connection); }
};
using CupsConnection = std::unique_ptr<http_t, CloseCupsConnection>;

struct DeleteIppMessage {
    void operator()(ipp_t* message) const { ippDelete(message); }
};
using IppMessage = std::unique_ptr<ipp_t, DeleteIppMessage>;

// What CUPS does not do, as a sentence.
class CupsRefusal : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// There is no such job, or it is another printer's.
class NoSuchCupsJob : public CupsRefusal {
  public:
    using CupsRefusal::CupsRefusal;
};

// CupsRefusal when it does not answer.
CupsConnection connectToCups();

// A request in the name of this user.
IppMessage newIppRequest(ipp_op_t operation);

// The first value of a text, name, keyword or URI; empty where there is none.
std::string ippText(ipp_t* message, const char* name);

// The first value of a number or an enum; 0 where there is none.
int ippNumber(ipp_t* message, const char* name);

}  // namespace voipnow
