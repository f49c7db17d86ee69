// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_queues.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "backend/cups_messages.hpp"
#include "backend/last_words.hpp"

namespace voipnow {
namespace {

constexpr const char* kModel = "VoipNow Fax";  // as the PPD has it
constexpr std::string_view kScheme = "voipnow:";

// With one, root needs no password: local root has cupsd's certificate. Nobody else is asked here.
const char* noPassword(const char*, http_t*, const char*, const char*, void*) {
    return nullptr;
}

std::string uriOf(const std::string& printer) {
    std::array<char, HTTP_MAX_URI> uri{};
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri.data(), static_cast<int>(uri.size()), "ipp", nullptr,
                     "localhost", 0, "/printers/%s", printer.c_str());
    return uri.data();
}

IppMessage requestAbout(ipp_op_t operation, const std::string& printer) {
    IppMessage request = newIppRequest(operation);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                 uriOf(printer).c_str());
    return request;
}

bool hasValue(ipp_attribute_t* attribute, const char* value) {
    for (int i = 0; i < ippGetCount(attribute); ++i) {
        const char* each = ippGetString(attribute, i, nullptr);
        if (each != nullptr && std::strcmp(each, value) == 0) {
            return true;
        }
    }
    return false;
}

void take(const std::string& name, ipp_attribute_t* value, CupsQueue& queue) {
    constexpr std::array<std::pair<std::string_view, std::string CupsQueue::*>, 7> kTexts{{
        {"printer-name", &CupsQueue::name},
        {"device-uri", &CupsQueue::deviceUri},
        {"printer-make-and-model", &CupsQueue::model},
        {"printer-info", &CupsQueue::info},
        {"printer-location", &CupsQueue::location},
        {"printer-state-message", &CupsQueue::message},
        {"printer-error-policy", &CupsQueue::errorPolicy},
    }};
    for (const auto& [attribute, member] : kTexts) {
        if (name == attribute) {
            queue.*member = ippText(value);
        }
    }
    if (name == "printer-state") {
        queue.isStopped = ippGetInteger(value, 0) == IPP_PSTATE_STOPPED;
    } else if (name == "printer-is-accepting-jobs") {
        queue.isAccepting = ippGetBoolean(value, 0) != 0;
    } else if (name == "printer-state-reasons") {
        queue.isMarked = hasValue(value, kSettingsWrong);
    }
}

void addText(ipp_t* request, ipp_tag_t group, ipp_tag_t tag, const char* name, const std::string& text) {
    if (!text.empty()) {
        ippAddString(request, group, tag, name, nullptr, text.c_str());
    }
}

}  // namespace

bool CupsQueue::isWaitingForMending() const {
    return isStopped && isMarked && voipnow::isWaitingForMending(message);
}

std::vector<CupsQueue> FaxQueues::all() {
    std::vector<CupsQueue> queues = list(newIppRequest(IPP_OP_CUPS_GET_PRINTERS));
    queues.erase(std::remove_if(queues.begin(), queues.end(),
                                [](const CupsQueue& queue) { return !queue.deviceUri.starts_with(kScheme); }),
                 queues.end());
    return queues;
}

std::optional<CupsQueue> FaxQueues::find(const std::string& name) {
    const std::vector<CupsQueue> queues = list(requestAbout(IPP_OP_GET_PRINTER_ATTRIBUTES, name));
    return queues.empty() ? std::nullopt : std::optional(queues.front());
}

std::vector<CupsQueue> FaxQueues::chosen(const std::string& name) {
    if (name.empty()) {
        return all();
    }
    const std::optional<CupsQueue> queue = find(name);
    if (!queue) {
        throw CupsRefusal("The printer " + name + " is not there. `lpstat -e` lists the printers.");
    }
    return {*queue};
}

std::vector<CupsQueue> FaxQueues::list(IppMessage request) {
    constexpr std::array<const char*, 10> kWanted{"printer-name",
                                                  "device-uri",
                                                  "printer-make-and-model",
                                                  "printer-info",
                                                  "printer-location",
                                                  "printer-state",
                                                  "printer-state-message",
                                                  "printer-state-reasons",
                                                  "printer-is-accepting-jobs",
                                                  "printer-error-policy"};
    addWanted(request.get(), kWanted);
    const IppMessage answer = asked(std::move(request), "/", "list its printers");
    std::vector<CupsQueue> queues;
    CupsQueue queue;
    eachIn(
        answer.get(), [&queue](const char* name, ipp_attribute_t* value) { take(name, value, queue); },
        [&] {
            if (!queue.name.empty()) {
                queues.push_back(std::exchange(queue, CupsQueue()));
            }
        });
    return queues;
}

std::vector<HeldJob> FaxQueues::waitingJobs() {
    constexpr std::array<const char*, 6> kWanted{"job-id",
                                                 "job-state",
                                                 "job-printer-uri",
                                                 kActualPrinterUris[0],
                                                 kActualPrinterUris[1],
                                                 "job-printer-state-message"};
    IppMessage request = newIppRequest(IPP_OP_GET_JOBS);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, "ipp://localhost/");
    addWanted(request.get(), kWanted);
    const IppMessage answer = asked(std::move(request), "/", "list its jobs");
    std::vector<HeldJob> jobs;
    HeldJob job;
    bool isWaiting = false;
    int state = 0;
    eachIn(
        answer.get(),
        [&](const std::string& name, ipp_attribute_t* value) {
            if (name == "job-id") {
                job.number = ippGetInteger(value, 0);
            } else if (name == "job-state") {
                state = ippGetInteger(value, 0);
            } else if (isActualPrinterUri(name) || (name == "job-printer-uri" && job.printer.empty())) {
                job.printer = printerOfUri(ippText(value));
            } else if (name == "job-printer-state-message") {
                isWaiting = isWaitingForMending(ippText(value));
            }
        },
        [&] {
            if (job.number > 0 && isWaiting && state == IPP_JSTATE_HELD) {
                jobs.push_back(job);
            }
            job = {};
            isWaiting = false;
            state = 0;
        });
    return jobs;
}

std::string FaxQueues::modelName() {
    IppMessage request = newIppRequest(IPP_OP_CUPS_GET_PPDS);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_TEXT, "ppd-make-and-model", nullptr, kModel);
    std::string found;
    const IppMessage answer = asked(std::move(request), "/", "list its models");
    std::string name;
    std::string model;
    eachIn(
        answer.get(),
        [&](const char* attribute, ipp_attribute_t* value) {
            if (std::strcmp(attribute, "ppd-name") == 0) {
                name = ippText(value);
            } else if (std::strcmp(attribute, "ppd-make-and-model") == 0) {
                model = ippText(value);
            }
        },
        [&] {
            if (found.empty() && model == kModel) {
                found = name;
            }
            model.clear();
        });
    return found;
}

void FaxQueues::change(const QueueChange& change) {
    IppMessage request = requestAbout(IPP_OP_CUPS_ADD_MODIFY_PRINTER, change.name);
    ipp_t* const message = request.get();
    addText(message, IPP_TAG_OPERATION, IPP_TAG_NAME, "ppd-name", change.ppdName);
    addText(message, IPP_TAG_PRINTER, IPP_TAG_URI, "device-uri", change.deviceUri);
    if (change.info) {
        ippAddString(message, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-info", nullptr, change.info->c_str());
    }
    if (change.location) {
        ippAddString(message, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-location", nullptr,
                     change.location->c_str());
    }
    if (change.isNew) {
        // retry-job: the backend leaves nothing to the policy, but a filter that crashes does.
        addText(message, IPP_TAG_PRINTER, IPP_TAG_NAME, "printer-error-policy", "retry-job");
        ippAddBoolean(message, IPP_TAG_PRINTER, "printer-is-shared", 0);
        ippAddBoolean(message, IPP_TAG_PRINTER, "printer-is-accepting-jobs", 1);
        ippAddInteger(message, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", IPP_PSTATE_IDLE);
    }
    asked(std::move(request), "/admin/",
          (change.isNew ? "add the printer " : "change the printer ") + change.name);
}

void FaxQueues::resume(const std::string& name) {
    asked(requestAbout(IPP_OP_RESUME_PRINTER, name), "/admin/", "start the printer " + name);
}

void FaxQueues::release(const HeldJob& job) {
    IppMessage request = newIppRequest(IPP_OP_RELEASE_JOB);
    const std::string uri = "ipp://localhost/jobs/" + std::to_string(job.number);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", nullptr, uri.c_str());
    try {
        asked(std::move(request), "/jobs/", "release job " + std::to_string(job.number));
    } catch (const CupsRefusal&) {
        // It goes on already: somebody else was faster.
        if (cupsLastError() != IPP_STATUS_ERROR_NOT_POSSIBLE) {
            throw;
        }
    }
}

IppMessage FaxQueues::asked(IppMessage request, const char* path, const std::string& what) {
    cupsSetPasswordCB2(&noPassword, nullptr);
    IppMessage answer(cupsDoRequest(server_.get(), request.release(), path));
    const ipp_status_t status = cupsLastError();
    if (status == IPP_STATUS_ERROR_NOT_FOUND) {
        return IppMessage(ippNew());  // there is no printer, or no job
    }
    if (status == IPP_STATUS_ERROR_NOT_AUTHORIZED || status == IPP_STATUS_ERROR_FORBIDDEN ||
        status == IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED) {
        throw CupsRefusal("CUPS does not let you " + what + ": run this as root (sudo).");
    }
    if (!answer || status >= IPP_STATUS_ERROR_BAD_REQUEST) {
        throw CupsRefusal("CUPS does not " + what + " (" + cupsLastErrorString() + ").");
    }
    return answer;
}

}  // namespace voipnow
