// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/scheduler_settings.hpp"

#include <charconv>
#include <string>

#include "backend/checks/directives.hpp"

namespace voipnow {
namespace {

constexpr long kUsualInterval = 300;  // seconds, of cupsd
constexpr long kLongestInterval = 3600;
constexpr long kUsualLimit = 5;  // of cupsd; the backend holds a job at the fifth time

// cupsd takes 300, 5m, 1h and so on for seconds; 0 where it is none.
long numberIn(const std::string& text, long otherwise) {
    if (text.empty()) {
        return otherwise;
    }
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) {
        return 0;
    }
    const char unit = end == text.data() + text.size() ? 's' : *end;
    return number * (unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86400 : unit == 'w' ? 604800 : 1);
}

}  // namespace

Finding checkRetries(const std::filesystem::path& serverRoot) {
    constexpr const char* kCheck = "retries";
    const std::filesystem::path file = serverRoot / "cupsd.conf";
    const std::optional<std::string> interval = directiveOf(file, "JobRetryInterval");
    if (!interval) {
        return unknown(kCheck, file.string() + " is not for you to read.", "Run this as root (sudo).");
    }
    const long seconds = numberIn(*interval, kUsualInterval);
    const long limit = numberIn(directiveOf(file, "JobRetryLimit").value_or(""), kUsualLimit);
    const std::string found = "CUPS tries a job again after " + std::to_string(seconds) + " seconds, " +
                              (limit == 0 ? "as often as needed." : std::to_string(limit) + " times.");
    if (limit != 0 && limit < kUsualLimit) {
        return warning(kCheck, found + " Then it gives the job up, before that can be held.",
                       "Set JobRetryLimit " + std::to_string(kUsualLimit) + " in " + file.string() + '.');
    }
    if (seconds < 1 || seconds > kLongestInterval) {
        return warning(
            kCheck, found,
            "Set JobRetryInterval " + std::to_string(kUsualInterval) + " in " + file.string() + '.');
    }
    return fine(kCheck, found);
}

Finding checkErrorPolicy(const CupsQueue& queue) {
    constexpr const char* kCheck = "error-policy";
    const std::string cure = "lpadmin -p " + queue.name + " -o printer-error-policy=retry-job";
    if (queue.errorPolicy == "retry-job") {
        return fine(kCheck, "A job whose filter crashes is tried again (retry-job).");
    }
    if (queue.errorPolicy == "abort-job") {
        return warning(kCheck, "A job whose filter crashes is lost (abort-job).", cure);
    }
    if (queue.errorPolicy == "stop-printer") {
        return warning(kCheck, "A filter that crashes stops the printer (stop-printer).", cure);
    }
    if (queue.errorPolicy == "retry-current-job") {
        return warning(kCheck, "A job whose filter crashes is run without end (retry-current-job).", cure);
    }
    return unknown(kCheck, "CUPS does not tell the error policy.");
}

}  // namespace voipnow
