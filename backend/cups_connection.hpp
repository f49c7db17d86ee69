// The scheduler in $CUPS_SERVER, asked by the user who runs a command.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cups/cups.h>

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

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

// Asks for these attributes and no others.
template <std::size_t Count>
void addWanted(ipp_t* request, const std::array<const char*, Count>& names) {
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(Count), nullptr, names.data());
}

// Hands each attribute of an answer about several printers or jobs to `take`, and calls `end` behind each of them.
void eachIn(ipp_t* answer, const std::function<void(const char*, ipp_attribute_t*)>& take,
            const std::function<void()>& end);

// The first value of a text, name, keyword or URI; empty where there is none.
std::string ippText(ipp_attribute_t* attribute);
std::string ippText(ipp_t* message, const char* name);

// "Fax" of "ipp://localhost/printers/Fax", "Lines" of "ipp://localhost/classes/Lines"; empty for what is no URI.
std::string printerOfUri(const std::string& uri);

// A job that was printed on a class has the class in job-printer-uri and, once it has run, its printer in one of these:
// CUPS's name for it, and that of the standard (PWG 5100.3).
inline constexpr std::array<const char*, 2> kActualPrinterUris{"job-printer-uri-actual",
                                                               "job-actual-printer-uri"};
bool isActualPrinterUri(std::string_view attribute);

// The first value of a number or an enum; 0 where there is none.
int ippNumber(ipp_t* message, const char* name);

// CUPS's word for the state of a job: pending, held, processing, stopped, canceled, aborted, completed.
std::string jobStateWord(int state);

}  // namespace voipnow
