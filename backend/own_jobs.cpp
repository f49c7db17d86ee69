// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/own_jobs.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "backend/cups_connection.hpp"

namespace voipnow {
namespace {

constexpr std::string_view kScheme = "voipnow:";
constexpr std::string_view kModel = "VoipNow Fax";  // as the PPD has it

template <std::size_t Count>
IppMessage asked(http_t* server, IppMessage request, const std::array<const char*, Count>& wanted) {
    addWanted(request.get(), wanted);
    IppMessage answer(cupsDoRequest(server, request.release(), "/"));
    if (cupsLastError() == IPP_STATUS_ERROR_NOT_FOUND) {
        return IppMessage(ippNew());  // there is no printer
    }
    if (!answer || cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST) {
        throw CupsRefusal(std::string("CUPS does not list your jobs (") + cupsLastErrorString() + ").");
    }
    return answer;
}

bool isFaxPrinter(const std::string& deviceUri, const std::string& model) {
    return deviceUri.starts_with(kScheme) || model.find(kModel) != std::string::npos;
}

void addMembers(ipp_attribute_t* members, std::vector<std::string>& all) {
    const int count = ippGetCount(members);
    all.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        all.emplace_back(ippGetString(members, i, nullptr));
    }
}

// And the classes that have one of them as a member.
std::set<std::string> faxPrinters(http_t* server) {
    constexpr std::array<const char*, 4> kWanted{"printer-name", "device-uri", "printer-make-and-model",
                                                 "member-names"};
    const IppMessage answer = asked(server, newIppRequest(IPP_OP_CUPS_GET_PRINTERS), kWanted);
    std::set<std::string> printers;
    std::string name;
    std::string uri;
    std::string model;
    std::vector<std::string> members;
    std::map<std::string, std::vector<std::string>> classes;
    eachIn(
        answer.get(),
        [&](const char* attribute, ipp_attribute_t* value) {
            if (std::strcmp(attribute, "member-names") == 0) {
                addMembers(value, members);
            } else if (std::strcmp(attribute, "printer-name") == 0) {
                name = ippText(value);
            } else if (std::strcmp(attribute, "device-uri") == 0) {
                uri = ippText(value);
            } else if (std::strcmp(attribute, "printer-make-and-model") == 0) {
                model = ippText(value);
            }
        },
        [&] {
            if (!name.empty() && members.empty() && isFaxPrinter(uri, model)) {
                printers.insert(name);
            }
            if (!members.empty()) {
                classes[name] = std::exchange(members, {});
            }
            name.clear();
            uri.clear();
            model.clear();
        });
    std::set<std::string> all = printers;
    for (const auto& [line, its] : classes) {
        if (std::any_of(its.begin(), its.end(),
                        [&printers](const std::string& each) { return printers.count(each) > 0; })) {
            all.insert(line);
        }
    }
    return all;
}

void take(const std::string& name, ipp_attribute_t* value, OwnJob& own) {
    if (name == "job-id") {
        own.job.number = ippGetInteger(value, 0);
    } else if (name == "job-uuid") {
        own.job.uuid = ippText(value);
    } else if (isActualPrinterUri(name) || (name == "job-printer-uri" && own.job.printer.empty())) {
        own.job.printer = printerOfUri(ippText(value));
    } else if (name == "job-originating-user-name") {
        own.job.user = ippText(value);
    } else if (name == "job-name") {
        own.job.title = ippText(value);
    } else if (name == "job-printer-state-message") {
        own.job.reason = ippText(value);
    } else if (name == "job-state") {
        own.state = jobStateWord(ippGetInteger(value, 0));
    } else if (name == "job-state-reasons") {
        own.stateReason = ippText(value);
    } else if (name == "time-at-creation") {
        own.job.received = ippGetInteger(value, 0);
    } else if (name == "time-at-processing" || name == "time-at-completed") {
        // Both are "no value" until it is so.
        own.job.changed = std::max<std::int64_t>(own.job.changed, ippGetInteger(value, 0));
    }
}

}  // namespace

std::vector<OwnJob> ownJobs() {
    constexpr std::array<const char*, 13> kWanted{"job-id",
                                                  "job-uuid",
                                                  "job-printer-uri",
                                                  kActualPrinterUris[0],
                                                  kActualPrinterUris[1],
                                                  "job-originating-user-name",
                                                  "job-name",
                                                  "job-state",
                                                  "job-state-reasons",
                                                  "job-printer-state-message",
                                                  "time-at-creation",
                                                  "time-at-processing",
                                                  "time-at-completed"};
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
