// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_job.hpp"

#include <strings.h>

#include <array>
#include <utility>

namespace voipnow {
namespace {

// What an IPP name may have; longer is a text.
constexpr std::size_t kLongestName = 255;

// As libcups writes the option, but text as it is: libcups would take it apart at commas and take quotes off.
void addOption(ipp_t* request, const std::string& name, const std::string& value) {
    const IppMessage probe(ippNew());
    ipp_attribute_t* encoded = cupsEncodeOption(probe.get(), IPP_TAG_JOB, name.c_str(), value.c_str());
    const ipp_tag_t tag = encoded == nullptr ? IPP_TAG_NAME : ippGetValueTag(encoded);
    if (tag == IPP_TAG_NAME || tag == IPP_TAG_TEXT) {
        ippAddString(request, IPP_TAG_JOB, value.size() > kLongestName ? IPP_TAG_TEXT : tag, name.c_str(),
                     nullptr, value.c_str());
    } else {
        ippCopyAttribute(request, encoded, 0);
    }
}

}  // namespace

CupsJob::CupsJob(const JobName& name, const Deed& deed)
    : shown_(shown(name)), deed_(deed), server_(connectToCups()) {
    number_ = name.uuid.empty() ? name.number : numberOf(name.uuid);
    constexpr std::array<const char*, 6> kWanted{
        "job-state",           "job-printer-uri", kActualPrinterUris[0],
        kActualPrinterUris[1], "job-uuid",        "time-at-processing"};
    IppMessage request = requestAboutIt(IPP_OP_GET_JOB_ATTRIBUTES);
    addWanted(request.get(), kWanted);
    const IppMessage answer = answered(std::move(request));
    // By either name of a job that was printed on a class.
    const std::string asked = printerOfUri(ippText(answer.get(), "job-printer-uri"));
    printer_ = asked;
    for (const char* const attribute : kActualPrinterUris) {
        const std::string actual = printerOfUri(ippText(answer.get(), attribute));
        printer_ = actual.empty() ? printer_ : actual;
    }
    if (!name.printer.empty() && strcasecmp(name.printer.c_str(), printer_.c_str()) != 0 &&
        strcasecmp(name.printer.c_str(), asked.c_str()) != 0) {
        throw NoSuchCupsJob(shown_ +
                            " is not known to CUPS: the job with that number is of another printer.");
    }
    uuid_ = ippText(answer.get(), "job-uuid");
    state_ = static_cast<ipp_jstate_t>(ippNumber(answer.get(), "job-state"));
    hasRun_ = ippFindAttribute(answer.get(), "time-at-processing", IPP_TAG_INTEGER) != nullptr;
}

void CupsJob::release(const std::vector<JobOption>& changes) {
    if (changes.empty()) {
        answered(requestAboutIt(IPP_OP_RELEASE_JOB));
        return;
    }
    IppMessage request = requestAboutIt(IPP_OP_SET_JOB_ATTRIBUTES);
    for (const JobOption& option : changes) {
        addOption(request.get(), option.name, option.value);
    }
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "job-hold-until", nullptr, "no-hold");
    answered(std::move(request));
}

void CupsJob::restart(const std::vector<JobOption>& changes) {
    IppMessage request = requestAboutIt(IPP_OP_RESTART_JOB);
    if (!changes.empty()) {
        // It must not run before it has them.
        ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "job-hold-until", nullptr,
                     "indefinite");
    }
    answered(std::move(request));
    if (changes.empty()) {
        return;
    }
    try {
        release(changes);
    } catch (const CupsRefusal& refusal) {
        throw CupsRefusal(refusal.what() + std::string(" It is held now."));
    }
}

IppMessage CupsJob::requestAboutIt(ipp_op_t operation) const {
    IppMessage request = newIppRequest(operation);
    const std::string uri = "ipp://localhost/jobs/" + std::to_string(number_);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", nullptr, uri.c_str());
    return request;
}

// Sends the request, and says in words of ours what CUPS does not do.
IppMessage CupsJob::answered(IppMessage request) {
    const bool isRestart = ippGetOperation(request.get()) == IPP_OP_RESTART_JOB;
    IppMessage answer(cupsDoRequest(server_.get(), request.release(), "/jobs/"));
    switch (cupsLastError()) {
        case IPP_STATUS_ERROR_NOT_FOUND:
            throw NoSuchCupsJob(shown_ + " is not known to CUPS.");
        case IPP_STATUS_ERROR_FORBIDDEN:
        case IPP_STATUS_ERROR_NOT_AUTHORIZED:
        case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
        case IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED:
            throw CupsRefusal(shown_ + " is not yours (you are " + cupsUser() +
                              "): only the user who printed it or an administrator of CUPS can " +
                              deed_.verb + '.');
        case IPP_STATUS_ERROR_NOT_POSSIBLE:
            if (isRestart) {
                throw CupsRefusal(shown_ +
                                  " cannot run again: CUPS no longer has its document (PreserveJobFiles in "
                                  "cupsd.conf says how long it keeps them). Print the document again.");
            }
            break;
        default:
            break;
    }
    if (!answer || cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST) {
        throw CupsRefusal(shown_ + " was not " + deed_.participle + ": CUPS says \"" + cupsLastErrorString() +
                          "\".");
    }
    return answer;
}

// Of all jobs that CUPS still knows.
int CupsJob::numberOf(const std::string& uuid) {
    constexpr std::array<const char*, 2> kWanted{"job-id", "job-uuid"};
    IppMessage request = newIppRequest(IPP_OP_GET_JOBS);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, "ipp://localhost/");
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, "all");
    addWanted(request.get(), kWanted);
    const IppMessage answer = answered(std::move(request));
    int number = 0;
    for (ipp_attribute_t* each = ippFirstAttribute(answer.get()); each != nullptr;
         each = ippNextAttribute(answer.get())) {
        const std::string name = ippGetName(each) == nullptr ? "" : ippGetName(each);
        if (name == "job-id") {
            number = ippGetInteger(each, 0);
        } else if (name == "job-uuid" && uuid == ippGetString(each, 0, nullptr)) {
            return number;
        }
    }
    throw NoSuchCupsJob(shown_ + " is not known to CUPS.");
}

}  // namespace voipnow
