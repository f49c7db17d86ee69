// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/print_job.hpp"

#include <glib.h>

#include <charconv>
#include <cstring>
#include <memory>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

std::string newUuid() {
    const std::unique_ptr<char, decltype(&g_free)> uuid(g_uuid_string_random(), &g_free);
    return std::string("urn:uuid:") + uuid.get();
}

}  // namespace

PrintJob PrintJob::fromArguments(std::span<char* const> arguments, const char* printer) {
    if (arguments.size() != 6 && arguments.size() != 7) {
        throw JobError(
            JobEnd::kQueueStopped,
            "A backend is started by cupsd with: JOB USER TITLE COPIES OPTIONS [FILE]. To see what it "
            "serves, start it without arguments.");
    }
    PrintJob job;
    const char* number = arguments[1];
    const auto [end, error] = std::from_chars(number, number + std::strlen(number), job.number);
    if (error != std::errc() || *end != '\0' || job.number < 0) {
        throw JobError(JobEnd::kQueueStopped, std::string("The job id \"") + number + "\" is no number.");
    }
    job.user = arguments[2];
    job.title = arguments[3];
    job.optionsText = arguments[5];
    job.options = parseJobOptions(job.optionsText);
    job.uuid = valueOf(job.options, "job-uuid").value_or(newUuid());
    job.printer = printer != nullptr ? printer : "";
    return job;
}

std::string PrintJob::resumeCommand() const {
    return "lp -i " + std::to_string(number) + " -o phone=NUMBER -H resume";
}

std::string PrintJob::resumeCommand(const std::vector<Recipient>& recipients,
                                    const std::string& prefix) const {
    constexpr const char* kPlain = "0123456789+,";
    std::string value = "phone=";
    for (const Recipient& each : recipients) {
        value += (value.ends_with('=') ? "" : ",") + withoutPrefix(each.number, prefix);
    }
    const bool isPlain = value.find_first_not_of(kPlain, value.find('=') + 1) == std::string::npos;
    const std::string quote = isPlain ? "" : "'";  // from the shell: * and # are its own
    return "lp -i " + std::to_string(number) + " -o " + quote + value + quote + " -H resume";
}

std::string PrintJob::releaseCommand() const {
    return "lp -i " + std::to_string(number) + " -H resume";
}

}  // namespace voipnow
