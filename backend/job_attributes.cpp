// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_attributes.hpp"

#include <cups/cups.h>

#include <array>
#include <cstring>
#include <memory>
#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

using Connection = std::unique_ptr<http_t, decltype(&httpClose)>;
using Message = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

constexpr int kTimeoutMilliseconds = 10'000;
constexpr int kShortTimeoutMilliseconds = 1000;  // a canceled job has to end within two seconds

[[noreturn]] void noAnswer(const std::string& why) {
    throw JobError(JobEnd::kRetriedLater, "CUPS does not tell whether all documents of the job are here (" +
                                              why + "); nothing was sent.");
}

Connection connect(int timeoutMilliseconds) {
    return {httpConnect2(cupsServer(), ippPort(), nullptr, AF_UNSPEC, cupsEncryption(), 1,
                         timeoutMilliseconds, nullptr),
            &httpClose};
}

ipp_t* newRequest(ipp_op_t operation, int job, const std::string& user) {
    ipp_t* request = ippNewRequest(operation);
    const std::string uri = "ipp://localhost/jobs/" + std::to_string(job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", nullptr, uri.c_str());
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, user.c_str());
    return request;
}

ipp_t* attributesRequest(int job, const std::string& user) {
    constexpr std::array<const char*, 4> kWanted{"number-of-documents", "job-uuid", "destination-uris",
                                                 "job-state"};
    ipp_t* request = newRequest(IPP_OP_GET_JOB_ATTRIBUTES, job, user);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(kWanted.size()), nullptr, kWanted.data());
    return request;
}

// A collection for each destination, with a member destination-uri.
std::vector<std::string> destinationUrisIn(ipp_t* answer) {
    std::vector<std::string> uris;
    ipp_attribute_t* destinations = ippFindAttribute(answer, "destination-uris", IPP_TAG_BEGIN_COLLECTION);
    for (int i = 0; destinations != nullptr && i < ippGetCount(destinations); ++i) {
        ipp_attribute_t* uri =
            ippFindAttribute(ippGetCollection(destinations, i), "destination-uri", IPP_TAG_URI);
        if (uri != nullptr) {
            uris.emplace_back(ippGetString(uri, 0, nullptr));
        }
    }
    return uris;
}

// Of an answer to Get-Jobs.
std::set<std::string> comingIn(ipp_t* answer) {
    std::set<std::string> uuids;
    std::string uuid;
    bool isStopped = false;
    const auto endOfJob = [&] {
        if (!uuid.empty() && !isStopped) {
            uuids.insert(uuid);
        }
        uuid.clear();
        isStopped = false;
    };
    for (ipp_attribute_t* each = ippFirstAttribute(answer); each != nullptr;
         each = ippNextAttribute(answer)) {
        const char* name = ippGetName(each);
        if (name == nullptr) {
            endOfJob();  // attributes without a name stand between the jobs
        } else if (std::strcmp(name, "job-uuid") == 0) {
            uuid = ippGetString(each, 0, nullptr);
        } else if (std::strcmp(name, "job-state") == 0) {
            isStopped = ippGetInteger(each, 0) == IPP_JSTATE_STOPPED;
        }
    }
    endOfJob();
    return uuids;
}

}  // namespace

JobAttributes attributesOf(const PrintJob& job) {
    const Connection server = connect(kTimeoutMilliseconds);
    if (!server) {
        noAnswer(cupsLastErrorString());
    }
    const Message answer(cupsDoRequest(server.get(), attributesRequest(job.number, job.user), "/jobs/"),
                         &ippDelete);
    if (!answer || cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST) {
        noAnswer(cupsLastErrorString());
    }
    ipp_attribute_t* uuid = ippFindAttribute(answer.get(), "job-uuid", IPP_TAG_URI);
    if (uuid != nullptr && job.uuid != ippGetString(uuid, 0, nullptr)) {
        throw JobError(JobEnd::kHeld, "CUPS was restarted and has another job with the number " +
                                          std::to_string(job.number) +
                                          " now; nothing was sent. Print again.");
    }
    ipp_attribute_t* documents = ippFindAttribute(answer.get(), "number-of-documents", IPP_TAG_INTEGER);
    if (documents == nullptr) {
        noAnswer("the number of documents is missing in its answer");
    }
    return {ippGetInteger(documents, 0), destinationUrisIn(answer.get())};
}

int stateInScheduler(const SchedulerJob& job) {
    const Connection server = connect(kShortTimeoutMilliseconds);
    if (!server) {
        return 0;
    }
    httpSetTimeout(server.get(), kShortTimeoutMilliseconds / 1000.0, nullptr, nullptr);
    const Message answer(cupsDoRequest(server.get(), attributesRequest(job.number, job.user), "/jobs/"),
                         &ippDelete);
    if (cupsLastError() == IPP_STATUS_ERROR_NOT_FOUND) {
        return kForgottenByScheduler;
    }
    ipp_attribute_t* uuid = ippFindAttribute(answer.get(), "job-uuid", IPP_TAG_URI);
    ipp_attribute_t* state = ippFindAttribute(answer.get(), "job-state", IPP_TAG_ENUM);
    if (uuid == nullptr || state == nullptr) {
        return 0;
    }
    return job.uuid == ippGetString(uuid, 0, nullptr) ? ippGetInteger(state, 0) : kForgottenByScheduler;
}

std::optional<std::set<std::string>> comingInScheduler() {
    const Connection server = connect(kShortTimeoutMilliseconds);
    if (!server) {
        return std::nullopt;
    }
    httpSetTimeout(server.get(), kShortTimeoutMilliseconds / 1000.0, nullptr, nullptr);
    constexpr std::array<const char*, 2> kWanted{"job-uuid", "job-state"};
    ipp_t* request = ippNewRequest(IPP_OP_GET_JOBS);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, "ipp://localhost/");
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, "not-completed");
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(kWanted.size()), nullptr, kWanted.data());
    const Message answer(cupsDoRequest(server.get(), request, "/"), &ippDelete);
    if (!answer || cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST) {
        return std::nullopt;
    }
    return comingIn(answer.get());
}

bool restartInScheduler(const SchedulerJob& job) {
    const Connection server = connect(kTimeoutMilliseconds);
    if (!server) {
        return false;
    }
    const Message answer(
        cupsDoRequest(server.get(), newRequest(IPP_OP_RESTART_JOB, job.number, job.user), "/jobs/"),
        &ippDelete);
    return cupsLastError() < IPP_STATUS_ERROR_BAD_REQUEST;
}

}  // namespace voipnow
