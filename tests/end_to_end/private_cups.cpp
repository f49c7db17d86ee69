// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/private_cups.hpp"

#include <cups/cups.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include "tests/end_to_end/build_paths.hpp"

namespace voipnow::end_to_end {
namespace {

constexpr std::chrono::seconds kLongestJob{60};
constexpr std::chrono::milliseconds kBetweenLooks{20};

struct CloseConnection {
    void operator()(http_t* connection) const { httpClose(connection); }
};
struct DeleteMessage {
    void operator()(ipp_t* message) const { ippDelete(message); }
};
using Message = std::unique_ptr<ipp_t, DeleteMessage>;

std::string textOf(const Message& message, const char* name) {
    ipp_attribute_t* attribute = ippFindAttribute(message.get(), name, IPP_TAG_ZERO);
    const char* text = attribute == nullptr ? nullptr : ippGetString(attribute, 0, nullptr);
    return text == nullptr ? "" : text;
}

std::vector<std::string> keywordsOf(const Message& message, const char* name) {
    std::vector<std::string> keywords;
    ipp_attribute_t* attribute = ippFindAttribute(message.get(), name, IPP_TAG_KEYWORD);
    const int count = ippGetCount(attribute);
    keywords.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        keywords.emplace_back(ippGetString(attribute, i, nullptr));
    }
    return keywords;
}

// A request for these attributes of the object at `uri`.
template <std::size_t Count>
Message request(ipp_op_t operation, const char* uriName, const std::string& uri,
                const std::array<const char*, Count>& attributes) {
    Message message(ippNewRequest(operation));
    ippAddString(message.get(), IPP_TAG_OPERATION, IPP_TAG_URI, uriName, nullptr, uri.c_str());
    ippAddString(message.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    ippAddStrings(message.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(Count), nullptr, attributes.data());
    return message;
}

Message ask(const std::string& socket, Message message) {
    const std::unique_ptr<http_t, CloseConnection> connection(httpConnect2(
        socket.c_str(), 0, nullptr, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, 30'000, nullptr));
    if (!connection) {
        throw std::runtime_error("cannot connect to the scheduler at " + socket);
    }
    Message answer(cupsDoRequest(connection.get(), message.release(), "/"));
    if (!answer || ippGetStatusCode(answer.get()) > IPP_STATUS_OK_CONFLICTING) {
        throw std::runtime_error(std::string("the scheduler refused: ") + cupsLastErrorString());
    }
    return answer;
}

bool isSettled(const JobStatus& status) {
    return status.state == IPP_JSTATE_HELD || status.state >= IPP_JSTATE_CANCELED ||
           (status.queueStopped && status.state != IPP_JSTATE_PROCESSING);
}

std::string describe(const JobStatus& status) {
    std::string text = std::string("job ") + ippEnumString("job-state", static_cast<int>(status.state));
    for (const std::string& reason : status.reasons) {
        text += " " + reason;
    }
    return text + ": " + status.message;
}

}  // namespace

bool JobStatus::hasReason(const std::string& reason) const {
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

PrivateCups::PrivateCups(std::filesystem::path directory, int retrySeconds)
    : directory_(std::move(directory)), retrySeconds_(retrySeconds) {
    start();
}

void PrivateCups::start() {
    std::istringstream lines(
        runOrThrow({kPrivateCups, "start", directory_.string(), kStage, "--while", std::to_string(getpid())},
                   {{"PRIVATE_CUPS_RETRY_SECONDS", std::to_string(retrySeconds_)}}));
    Environment values;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t equals = line.find('=');
        values[line.substr(0, equals)] = equals == std::string::npos ? "" : line.substr(equals + 1);
    }
    serverRoot_ = values["CUPS_SERVERROOT"];
    socket_ = values["CUPS_SERVER"];
    host_ = "127.0.0.1:" + values["CUPS_PORT"];
    environment_ = {{"CUPS_SERVER", socket_}, {"LC_ALL", "C.UTF-8"}};
}

PrivateCups::~PrivateCups() {
    runToEnd({kPrivateCups, "stop", directory_.string()});
}

void PrivateCups::restart() {
    runOrThrow({kPrivateCups, "stop", directory_.string()});
    start();
}

std::string PrivateCups::log() const {
    std::ifstream file(directory_ / "log" / "error_log");
    return {std::istreambuf_iterator<char>(file), {}};
}

void PrivateCups::addQueue(const std::string& name, const std::string& deviceUri,
                           const std::vector<std::string>& options) const {
    std::vector<std::string> command = {"lpadmin", "-p",      name, "-E",
                                        "-v",      deviceUri, "-m", "voipnow/voipnow-fax.ppd"};
    command.insert(command.end(), options.begin(), options.end());
    runOrThrow(command, environment_);
}

int PrivateCups::print(const std::string& queue, const std::vector<std::filesystem::path>& files,
                       const std::vector<std::string>& options) const {
    std::vector<std::string> command = {"lp", "-d", queue};
    command.insert(command.end(), options.begin(), options.end());
    command.emplace_back("--");
    for (const std::filesystem::path& file : files) {
        command.push_back(file.string());
    }
    // "request id is Fax-12 (1 file(s))"
    const std::string output = runOrThrow(command, environment_);
    const std::string before = "request id is " + queue + "-";
    if (output.compare(0, before.size(), before) != 0) {
        throw std::runtime_error("lp gave no job id: " + output);
    }
    return std::stoi(output.substr(before.size()));
}

void PrivateCups::change(int job, const std::vector<std::string>& options) const {
    std::vector<std::string> command = {"lp", "-i", std::to_string(job)};
    command.insert(command.end(), options.begin(), options.end());
    runOrThrow(command, environment_);
}

JobStatus PrivateCups::status(int job) const {
    static constexpr std::array kOfTheJob = {"job-state", "job-state-reasons", "job-printer-state-message",
                                             "job-printer-uri", "job-media-sheets-completed"};
    const Message answer = ask(socket_, request(IPP_OP_GET_JOB_ATTRIBUTES, "job-uri",
                                                "ipp://localhost/jobs/" + std::to_string(job), kOfTheJob));
    JobStatus status;
    status.state = static_cast<ipp_jstate_t>(
        ippGetInteger(ippFindAttribute(answer.get(), "job-state", IPP_TAG_ENUM), 0));
    status.reasons = keywordsOf(answer, "job-state-reasons");
    status.message = textOf(answer, "job-printer-state-message");
    status.sheets =
        ippGetInteger(ippFindAttribute(answer.get(), "job-media-sheets-completed", IPP_TAG_INTEGER), 0);
    static constexpr std::array kOfTheQueue = {"printer-state", "printer-state-reasons",
                                               "printer-state-message"};
    const Message queue = ask(socket_, request(IPP_OP_GET_PRINTER_ATTRIBUTES, "printer-uri",
                                               textOf(answer, "job-printer-uri"), kOfTheQueue));
    status.queueStopped =
        ippGetInteger(ippFindAttribute(queue.get(), "printer-state", IPP_TAG_ENUM), 0) == IPP_PSTATE_STOPPED;
    status.queueReasons = keywordsOf(queue, "printer-state-reasons");
    status.queueMessage = textOf(queue, "printer-state-message");
    return status;
}

int PrivateCups::lastExitCode(int job) const {
    // cupsd logs the success of a backend as "exited with no errors."
    const std::string lines = log();
    const std::string prefix = "[Job " + std::to_string(job) + "] PID ";
    const std::string program = "/backend/voipnow)";
    int code = -1;
    for (std::size_t at = lines.find(prefix); at != std::string::npos; at = lines.find(prefix, at + 1)) {
        const std::string line = lines.substr(at, lines.find('\n', at) - at);
        const std::string stopped = program + " stopped with status ";
        const std::size_t found = line.find(stopped);
        if (found != std::string::npos) {
            code = std::stoi(line.substr(found + stopped.size()));
        } else if (line.find(program + " exited with no errors") != std::string::npos) {
            code = 0;
        }
    }
    return code;
}

JobStatus PrivateCups::waitUntilSettled(int job) const {
    return waitUntil(job, isSettled);
}

JobStatus PrivateCups::waitUntil(int job, const std::function<bool(const JobStatus&)>& condition) const {
    const auto end = std::chrono::steady_clock::now() + kLongestJob;
    for (;;) {
        JobStatus now = status(job);
        if (condition(now)) {
            return now;
        }
        if (std::chrono::steady_clock::now() > end) {
            throw std::runtime_error("after a minute the job is still not as expected; " + describe(now));
        }
        // cupsd answers at once and gives no way to be woken by a job's state that is simpler than looking
        // again.
        std::this_thread::sleep_for(kBetweenLooks);
    }
}

}  // namespace voipnow::end_to_end
