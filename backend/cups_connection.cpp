// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_connection.hpp"

namespace voipnow {
namespace {

constexpr int kTimeoutMilliseconds = 30'000;

}  // namespace

CupsConnection connectToCups() {
    CupsConnection server(httpConnect2(cupsServer(), ippPort(), nullptr, AF_UNSPEC, cupsEncryption(), 1,
                                       kTimeoutMilliseconds, nullptr));
    if (!server) {
        throw CupsRefusal(std::string("CUPS does not answer (") + cupsLastErrorString() + ").");
    }
    return server;
}

IppMessage newIppRequest(ipp_op_t operation) {
    IppMessage request(ippNewRequest(operation));
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    return request;
}

std::string ippText(ipp_t* message, const char* name) {
    ipp_attribute_t* attribute = ippFindAttribute(message, name, IPP_TAG_ZERO);
    const char* text = attribute == nullptr ? nullptr : ippGetString(attribute, 0, nullptr);
    return text == nullptr ? "" : text;
}

int ippNumber(ipp_t* message, const char* name) {
    ipp_attribute_t* attribute = ippFindAttribute(message, name, IPP_TAG_ZERO);
    return attribute == nullptr ? 0 : ippGetInteger(attribute, 0);
}

}  // namespace voipnow
