// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/release_command.hpp"

#include <cups/cups.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "backend/printable.hpp"
#include "backend/release_arguments.hpp"

namespace voipnow {
namespace {

using Connection = std::unique_ptr<http_t, decltype(&httpClose)>;
using Message = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

constexpr int kTimeoutMilliseconds = 30'000;
// What an IPP name may have; longer is a text.
constexpr std::size_t kLongestName = 255;

constexpr const char* kUsage = "Usage: voipnow-fax release JOB [--to RECIPIENTS] [-o NAME=VALUE]...\n";
constexpr const char* kHelp =
    "Sends a print job that is held on its way, as its owner. JOB is its number, 12 or Fax-12.\n"
    "  --to RECIPIENTS   to these numbers, or names of the phone book, instead; several with commas between "
    "them\n"
    "  -o NAME=VALUE     with another option of the job changed; the value is taken as it is, blanks too\n"
    "`voipnow-fax log` tells why a job is held, and what became of it then.\n";

// What CUPS does not do, as a sentence.
class Refused : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

std::string nameOfJob(const ReleaseArguments& arguments) {
    return (arguments.printer.empty() ? "Job " : "Job " + arguments.printer + '-') +
           std::to_string(arguments.job);
}

Connection connect() {
    Connection server(httpConnect2(cupsServer(), ippPort(), nullptr, AF_UNSPEC, cupsEncryption(), 1,
                                   kTimeoutMilliseconds, nullptr),
                      &httpClose);
    if (!server) {
        throw Refused(std::string("CUPS does not answer (") + cupsLastErrorString() + ").");
    }
    return server;
}

Message requestAbout(int job, ipp_op_t operation) {
    Message request(ippNewRequest(operation), &ippDelete);
    const std::string uri = "ipp://localhost/jobs/" + std::to_string(job);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", nullptr, uri.c_str());
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    return request;
}

// Sends the request, and says in words of ours what CUPS does not do.
Message answered(const Connection& server, Message request, const ReleaseArguments& arguments) {
    Message answer(cupsDoRequest(server.get(), request.release(), "/jobs/"), &ippDelete);
    const std::string job = nameOfJob(arguments);
    switch (cupsLastError()) {
        case IPP_STATUS_ERROR_NOT_FOUND:
            throw Refused(job + " is not known to CUPS.");
        case IPP_STATUS_ERROR_FORBIDDEN:
        case IPP_STATUS_ERROR_NOT_AUTHORIZED:
        case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
        case IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED:
            throw Refused(job + " is not yours (you are " + cupsUser() +
                          "): only the user who printed it or an administrator of CUPS can release it.");
        default:
            break;
    }
    if (!answer || cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST) {
        throw Refused(job + " was not released: CUPS says \"" + cupsLastErrorString() + "\".");
    }
    return answer;
}

void checkHeld(const Connection& server, const ReleaseArguments& arguments) {
    constexpr std::array<const char*, 2> kWanted{"job-state", "job-printer-uri"};
    Message request = requestAbout(arguments.job, IPP_OP_GET_JOB_ATTRIBUTES);
    ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(kWanted.size()), nullptr, kWanted.data());
    const Message answer = answered(server, std::move(request), arguments);
    const char* uri =
        ippGetString(ippFindAttribute(answer.get(), "job-printer-uri", IPP_TAG_URI), 0, nullptr);
    if (!arguments.printer.empty() &&
        (uri == nullptr || !std::string(uri).ends_with('/' + arguments.printer))) {
        throw Refused(nameOfJob(arguments) +
                      " is not known to CUPS: the job with that number is of another printer.");
    }
    const int state = ippGetInteger(ippFindAttribute(answer.get(), "job-state", IPP_TAG_ENUM), 0);
    if (state != IPP_JSTATE_HELD) {
        throw Refused(nameOfJob(arguments) + " is not held: it is " + ippEnumString("job-state", state) +
                      '.' + (state > IPP_JSTATE_STOPPED ? " Print the document again." : ""));
    }
}

// As libcups writes the option, but text as it is: libcups would take it apart at commas and take quotes off.
void addOption(ipp_t* request, const std::string& name, const std::string& value) {
    const Message probe(ippNew(), &ippDelete);
    ipp_attribute_t* encoded = cupsEncodeOption(probe.get(), IPP_TAG_JOB, name.c_str(), value.c_str());
    const ipp_tag_t tag = encoded == nullptr ? IPP_TAG_NAME : ippGetValueTag(encoded);
    if (tag == IPP_TAG_NAME || tag == IPP_TAG_TEXT) {
        ippAddString(request, IPP_TAG_JOB, value.size() > kLongestName ? IPP_TAG_TEXT : tag, name.c_str(),
                     nullptr, value.c_str());
    } else {
        ippCopyAttribute(request, encoded, 0);
    }
}

void release(const Connection& server, const ReleaseArguments& arguments) {
    if (!arguments.recipients && arguments.options.empty()) {
        answered(server, requestAbout(arguments.job, IPP_OP_RELEASE_JOB), arguments);
        return;
    }
    Message request = requestAbout(arguments.job, IPP_OP_SET_JOB_ATTRIBUTES);
    if (arguments.recipients) {
        addOption(request.get(), "phone", *arguments.recipients);
    }
    for (const JobOption& option : arguments.options) {
        addOption(request.get(), option.name, option.value);
    }
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "job-hold-until", nullptr, "no-hold");
    answered(server, std::move(request), arguments);
}

}  // namespace

int runReleaseCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    ReleaseArguments parsed;
    try {
        parsed = parseReleaseArguments(arguments);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax release: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    }
    if (parsed.help) {
        out << kUsage << kHelp;
        return 0;
    }
    const Connection server = connect();
    checkHeld(server, parsed);
    release(server, parsed);
    out << printable(nameOfJob(parsed) + " is released" +
                     (parsed.recipients ? " to " + *parsed.recipients : std::string()) + '.')
        << '\n';
    return 0;
}

}  // namespace voipnow
