// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_events.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace voipnow {
namespace {

constexpr int kLeaseSeconds = 3600;
constexpr std::chrono::minutes kRenewAfter{20};

constexpr const char* kEverything = "ipp://localhost/";

void addPrinterUri(ipp_t* request) {
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, kEverything);
}

}  // namespace

CupsEvents::~CupsEvents() {
    if (subscription_ != 0 && server_) {
        asked(requestAboutIt(IPP_OP_CANCEL_SUBSCRIPTION));
    }
}

bool CupsEvents::any() {
    try {
        if (!server_) {
            server_ = connectToCups();
        }
    } catch (const CupsRefusal&) {
        return false;
    }
    if (subscription_ == 0) {
        return subscribe();
    }
    if (std::chrono::steady_clock::now() - renewed_ > kRenewAfter) {
        renew();
    }
    return isAnyNew();
}

bool CupsEvents::subscribe() {
    constexpr std::array<const char*, 2> kEvents{"job-completed", "job-state-changed"};
    IppMessage request = newIppRequest(IPP_OP_CREATE_PRINTER_SUBSCRIPTIONS);
    addPrinterUri(request.get());
    ippAddString(request.get(), IPP_TAG_SUBSCRIPTION, IPP_TAG_KEYWORD, "notify-pull-method", nullptr,
                 "ippget");
    ippAddStrings(request.get(), IPP_TAG_SUBSCRIPTION, IPP_TAG_KEYWORD, "notify-events",
                  static_cast<int>(kEvents.size()), nullptr, kEvents.data());
    ippAddInteger(request.get(), IPP_TAG_SUBSCRIPTION, IPP_TAG_INTEGER, "notify-lease-duration",
                  kLeaseSeconds);
    const IppMessage answer = asked(std::move(request));
    if (answer) {
        subscription_ = ippNumber(answer.get(), "notify-subscription-id");
        next_ = 1;
        renewed_ = std::chrono::steady_clock::now();
    }
    return subscription_ != 0;
}

bool CupsEvents::isAnyNew() {
    IppMessage request = newIppRequest(IPP_OP_GET_NOTIFICATIONS);
    addPrinterUri(request.get());
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "notify-subscription-ids",
                  subscription_);
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "notify-sequence-numbers", next_);
    const IppMessage answer = asked(std::move(request));
    if (!answer) {
        return false;
    }
    bool isAny = false;
    for (ipp_attribute_t* each = ippFirstAttribute(answer.get()); each != nullptr;
         each = ippNextAttribute(answer.get())) {
        const char* name = ippGetName(each);
        if (name != nullptr && std::strcmp(name, "notify-sequence-number") == 0) {
            isAny = true;
            next_ = std::max(next_, ippGetInteger(each, 0) + 1);
        }
    }
    return isAny;
}

void CupsEvents::renew() {
    IppMessage request = requestAboutIt(IPP_OP_RENEW_SUBSCRIPTION);
    ippAddInteger(request.get(), IPP_TAG_SUBSCRIPTION, IPP_TAG_INTEGER, "notify-lease-duration",
                  kLeaseSeconds);
    asked(std::move(request));
    renewed_ = std::chrono::steady_clock::now();
}

// Nothing when it is refused; then there is no subscription any more, and when nobody answered no connection either.
IppMessage CupsEvents::asked(IppMessage request) {
    IppMessage answer(cupsDoRequest(server_.get(), request.release(), "/"));
    if (answer && cupsLastError() < IPP_STATUS_ERROR_BAD_REQUEST) {
        return answer;
    }
    subscription_ = 0;
    server_.reset();
    return nullptr;
}

IppMessage CupsEvents::requestAboutIt(ipp_op_t operation) const {
    IppMessage request = newIppRequest(operation);
    addPrinterUri(request.get());
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "notify-subscription-id", subscription_);
    return request;
}

}  // namespace voipnow
