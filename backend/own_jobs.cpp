// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/own_jobs.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "backend/cups_connection.hpp"

namespace voipnow {
namespace {

constexpr std::string_view kScheme = "voipnow:";
constexpr std::string_view kModel = "VoipNow Fax";  // as the PPD has it

// Hands each attribute of each printer or job of the answer to `take`, and calls `end` behind each of them.
void eachIn(ipp_t* answer, const std::function<void(const char*, ipp_attribute_t*)>& take,
            const std::function<void()>& end) {
    for (ipp_attribute_t* each = ippFirstAttribute(answer); each != nullptr;
         each = ippNextAttribute(answer)) {
        if (const char* name = ippGetName(each); name != nullptr) {
            take(name, each);
        } else {
            end();
        }
    }
    end();
}

template <std::size_t Count>
IppMessage asked(http_t* server, IppMessage request, const std::array<const char*, Count>& wanted) {
    ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(Count), nullptr, wanted.data());
    IppMessage answer(cupsDoRequest(server, request.release(), "/"));
    if (cupsLastError() == IPP_STATUS_ERROR_NOT_FOUND) {
        return IppMessage(ippNew());  // there is no printer
    }
    if (!answer || cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST) {
        throw CupsRefusal(std::string("CUPS does not list your jobs (") + cupsLastErrorString() + ").");
    }
    return answer;
}

std::string textOf(ipp_attribute_t* attribute) {
    const char* text = ippGetString(attribute, 0, nullptr);
    return text == nullptr ? "" : text;
}

bool isFaxPrinter(const std::string& deviceUri, const std::string& model) {
    return deviceUri.starts_with(kScheme) || model.find(kModel) != std::string::npos;
}

std::set<std::string> faxPrinters(http_t* server) {
    constexpr std::array<const char*, 3> kWanted{"printer-name", "device-uri", "printer-make-and-model"};
    const IppMessage answer = asked(server, newIppRequest(IPP_OP_CUPS_GET_PRINTERS), kWanted);
    std::set<std::string> printers;
    std::string name;
    std::string uri;
    std::string model;
    eachIn(
        answer.get(),
        [&](const char* attribute, ipp_attribute_t* value) {
            if (std::strcmp(attribute, "printer-name") == 0) {
                name = textOf(value);
            } else if (std::strcmp(attribute, "device-uri") == 0) {
                uri = textOf(value);
            } else if (std::strcmp(attribute, "printer-make-and-model") == 0) {
                model = textOf(value);
            }
        },
        [&] {
            if (!name.empty() && isFaxPrinter(uri, model)) {
                printers.insert(name);
            }
            name.clear();
            uri.clear();
            model.clear();
        });
    return printers;
}

void take(const std::string& name, ipp_attribute_t* value, OwnJob& own) {
    if (name == "job-id") {
        own.job.number = ippGetInteger(value, 0);
    } else if (name == "job-uuid") {
        own.job.uuid = textOf(value);
    } else if (name == "job-printer-uri") {
        const std::string uri = textOf(value);
        own.job.printer = uri.substr(uri.rfind('/') + 1);
    } else if (name == "job-originating-user-name") {
        own.job.user = textOf(value);
    } else if (name == "job-name") {
        own.job.title = textOf(value);
    } else if (name == "job-printer-state-message") {
        own.job.reason = textOf(value);
    } else if (name == "job-state") {
        own.state = jobStateWord(ippGetInteger(value, 0));
    } else if (name == "job-state-reasons") {
        own.stateReason = textOf(value);
    } else if (name == "time-at-creation") {
        own.job.received = ippGetInteger(value, 0);
    } else if (name == "time-at-processing" || name == "time-at-completed") {
        // Both are "no value" until it is so.
        own.job.changed = std::max<std::int64_t>(own.job.changed, ippGetInteger(value, 0));
    }
}

}  // namespace

std::vector<OwnJob> ownJobs() {
    constexpr std::array<const char*, 11> kWanted{
        "job-id",           "job-uuid",           "job-printer-uri",   "job-originating-user-name",
        "job-name",         "job-state",          "job-state-reasons", "job-printer-state-message",
        "time-at-creation", "time-at-processing", "time-at-completed"};
    const CupsConnection server = connectToCups();
    const std::set<std::string> printers = faxPrinters(server.get());
    IppMessage request = newIppRequest(IPP_OP_GET_JOBS);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, "ipp://localhost/");
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, "all");
    ippAddBoolean(request.get(), IPP_TAG_OPERATION, "my-jobs", 1);
    const IppMessage answer = asked(server.get(), std::move(request), kWanted);
    std::vector<OwnJob> jobs;
    OwnJob own;
    eachIn(
        answer.get(),
        [&own](const char* name, ipp_attribute_t* value) {
            const ipp_tag_t tag = ippGetValueTag(value);
            if (tag != IPP_TAG_NOVALUE && tag != IPP_TAG_UNKNOWN) {
                take(name, value, own);
            }
        },
        [&] {
            if (own.job.number > 0 && printers.count(own.job.printer) > 0) {
                own.job.changed = std::max(own.job.changed, own.job.received);
                jobs.push_back(std::move(own));
            }
            own = {};
        });
    std::stable_sort(jobs.begin(), jobs.end(), [](const OwnJob& left, const OwnJob& right) {
        return left.job.received < right.job.received;
    });
    return jobs;
}

}  // namespace voipnow
