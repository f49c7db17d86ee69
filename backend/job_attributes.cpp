// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_attributes.hpp"

#include <cups/cups.h>

#include <array>
#include <memory>
#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

using Connection = std::unique_ptr<http_t, decltype(&httpClose)>;
using Message = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

constexpr int kTimeoutMilliseconds = 10'000;

[[noreturn]] void noAnswer(const std::string& why) {
    throw JobError(JobEnd::kRetriedLater, "CUPS does not tell whether all documents of the job are here (" +
                                              why + "); nothing was sent.");
}

ipp_t* newRequest(const PrintJob& job) {
    constexpr std::array<const char*, 3> kWanted{"number-of-documents", "job-uuid", "destination-uris"};
    ipp_t* request = ippNewRequest(IPP_OP_GET_JOB_ATTRIBUTES);
    const std::string uri = "ipp://localhost/jobs/" + std::to_string(job.number);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", nullptr, uri.c_str());
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, job.user.c_str());
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

}  // namespace

JobAttributes attributesOf(const PrintJob& job) {
    const Connection server(httpConnect2(cupsServer(), ippPort(), nullptr, AF_UNSPEC, cupsEncryption(), 1,
                                         kTimeoutMilliseconds, nullptr),
                            &httpClose);
    if (!server) {
        noAnswer(cupsLastErrorString());
    }
    const Message answer(cupsDoRequest(server.get(), newRequest(job), "/jobs/"), &ippDelete);
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

}  // namespace voipnow
