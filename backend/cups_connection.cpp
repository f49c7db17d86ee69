// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_connection.hpp"

#include <algorithm>

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

void eachIn(ipp_t* answer, const std::function<void(const char*, ipp_attribute_t*)>& take,
            const std::function<void()>& end) {
    for (ipp_attribute_t* each = ippFirstAttribute(answer); each != nullptr;
         each = ippNextAttribute(answer)) {
        // Attributes without a name stand between the objects.
        if (const char* name = ippGetName(each); name != nullptr) {
            take(name, each);
        } else {
            end();
        }
    }
    end();
}

std::string ippText(ipp_attribute_t* attribute) {
    const char* text = attribute == nullptr ? nullptr : ippGetString(attribute, 0, nullptr);
    return text == nullptr ? "" : text;
}

std::string ippText(ipp_t* message, const char* name) {
    return ippText(ippFindAttribute(message, name, IPP_TAG_ZERO));
}

std::string printerOfUri(const std::string& uri) {
    std::array<char, HTTP_MAX_URI> resource{};
    std::array<char, HTTP_MAX_URI> scheme{};
    std::array<char, HTTP_MAX_URI> user{};
    std::array<char, HTTP_MAX_URI> host{};
    int port = 0;
    if (httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), static_cast<int>(scheme.size()),
                        user.data(), static_cast<int>(user.size()), host.data(),
                        static_cast<int>(host.size()), &port, resource.data(),
                        static_cast<int>(resource.size())) < HTTP_URI_STATUS_OK) {
        return "";
    }
    const std::string path = resource.data();
    return path.substr(path.rfind('/') + 1);
}

int ippNumber(ipp_t* message, const char* name) {
    ipp_attribute_t* attribute = ippFindAttribute(message, name, IPP_TAG_ZERO);
    return attribute == nullptr ? 0 : ippGetInteger(attribute, 0);
}

bool isActualPrinterUri(std::string_view attribute) {
    return std::find(kActualPrinterUris.begin(), kActualPrinterUris.end(), attribute) !=
           kActualPrinterUris.end();
}

std::string jobStateWord(int state) {
    // IPP says pending-held and processing-stopped; lpstat and the web interface do not.
    const std::string word = ippEnumString("job-state", state);
    return word.substr(word.rfind('-') + 1);
}

}  // namespace voipnow
