// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/emptied_texts.hpp"

#include <array>

#include "backend/cups_connection.hpp"

namespace voipnow {
namespace {

// Nobody is asked: local root has cupsd's certificate.
const char* noPassword(const char*, http_t*, const char*, const char*, void*) {
    return nullptr;
}

}  // namespace

void emptyTexts(const std::string& printer, const EmptiedTexts& texts) {
    if (!texts.info && !texts.location) {
        return;
    }
    std::array<char, HTTP_MAX_URI> uri{};
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri.data(), static_cast<int>(uri.size()), "ipp", nullptr,
                     "localhost", 0, "/printers/%s", printer.c_str());
    IppMessage request = newIppRequest(IPP_OP_CUPS_ADD_MODIFY_PRINTER);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, uri.data());
    if (texts.info) {
        ippAddString(request.get(), IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-info", nullptr, "");
    }
    if (texts.location) {
        ippAddString(request.get(), IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-location", nullptr, "");
    }
    cupsSetPasswordCB2(&noPassword, nullptr);
    const CupsConnection server = connectToCups();
    const IppMessage answer(cupsDoRequest(server.get(), request.release(), "/admin/"));
    if (!answer || cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST) {
        throw CupsRefusal("CUPS does not empty the texts of the printer " + printer + " (" +
                          cupsLastErrorString() + ").");
    }
}

}  // namespace voipnow
