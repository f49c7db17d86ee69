// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_report.hpp"

#include <algorithm>
#include <initializer_list>

#include "backend/local_time.hpp"
#include "backend/printable.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kLongest = 4000;  // bytes of a value; the reason of a job is shorter
constexpr const char* kTime = "%Y-%m-%d %H:%M:%S %Z";
constexpr std::size_t kLabel = 14;  // the longest

// Lines of a label and a value, all values in one column.
class Lines {
  public:
    explicit Lines(std::ostream& out) : out_(out) {}

    // Nothing for an empty value.
    void add(const std::string& label, const std::string& value) {
        if (!value.empty()) {
            out_ << "  " << label << std::string(kLabel - std::min(kLabel, label.size()), ' ') << "  "
                 << printable(value, kLongest) << '\n';
        }
    }
    void addTime(const std::string& label, std::int64_t when) {
        add(label, when == 0 ? std::string() : localTime(when, kTime));
    }

  private:
    std::ostream& out_;
};

std::string stateLabel(FaxState state) {
    switch (state) {
        case FaxState::kSent:
            return "Sent";
        case FaxState::kInDoubt:
            return "In doubt since";
        case FaxState::kResent:
            return "Sent again";
        case FaxState::kHeld:
            return "Refused";
        case FaxState::kCanceled:
            return "Canceled";
        case FaxState::kFailed:
            return "Given up";
        default:
            return "";  // the other lines tell it
    }
}

void printFax(const FaxEntry& fax, std::ostream& out) {
    out << "\nFax" << (fax.serviceId.empty() ? std::string() : ' ' + printable(fax.serviceId)) << ": "
        << nameOf(fax.state) << '\n';
    Lines lines(out);
    for (std::size_t i = 0; i < fax.recipients.size(); ++i) {
        const Recipient& each = fax.recipients[i];
        lines.add(i == 0 ? "To" : "", (each.name.empty() ? "" : each.name + ' ') + each.number);
    }
    lines.add("Pages", pagesOf(fax));
    lines.add("Uid", fax.serviceUid);
    lines.addTime("Created", fax.created);
    lines.addTime("Upload began", fax.started);
    lines.add("Uploads", fax.attempts > 1 ? std::to_string(fax.attempts) + " began" : "");
    if (const std::string label = stateLabel(fax.state); !label.empty()) {
        lines.addTime(label, fax.changed);
    }
    for (const FaxFile& file : fax.files) {
        lines.add("File", file.bytes == 0 ? "" : std::to_string(file.bytes) + " bytes");
        lines.add("SHA-256", file.sha256);
    }
    lines.add("Last words", fax.words);
}

bool isUnder(JobState state, std::initializer_list<JobState> states) {
    return std::find(states.begin(), states.end(), state) != states.end();
}

bool isOver(const std::string& cupsState) {
    return cupsState == "completed" || cupsState == "canceled" || cupsState == "aborted";
}

}  // namespace

std::string pagesOf(const FaxEntry& fax) {
    if (fax.pages == 0) {
        return "";
    }
    const std::string first = std::to_string(fax.firstPage);
    return fax.pages == 1 ? "page " + first
                          : "pages " + first + '-' + std::to_string(fax.firstPage + fax.pages - 1);
}

std::string toBeSentAgain(const JobEntry& job, bool alsoSent) {
    std::vector<Recipient> all;
    for (const FaxEntry& fax : job.faxes) {
        if (fax.state == FaxState::kInDoubt || (alsoSent && fax.state == FaxState::kSent)) {
            all.insert(all.end(), fax.recipients.begin(), fax.recipients.end());
        }
    }
    return all.empty() ? "" : listedBriefly(all);
}

bool isInterrupted(const JobEntry& job, const std::string& cupsState) {
    if (isUnder(job.state, {JobState::kHeld, JobState::kRetrying, JobState::kStopped})) {
        return cupsState == "completed";  // the process that was to say so was killed
    }
    return isUnder(job.state, {JobState::kReceiving, JobState::kSending}) && isOver(cupsState);
}

std::vector<std::string> waysOnFor(const JobEntry& job, const std::optional<std::string>& cups) {
    const std::string cupsState = cups.value_or("");
    const std::string number = std::to_string(job.number);
    std::vector<std::string> ways;
    if (const std::string who = toBeSentAgain(job, /*alsoSent=*/false); !who.empty()) {
        ways.push_back(
            "The service may or may not have what is in doubt: look at its list of sent faxes. To "
            "send it again, to " +
            who + ": voipnow-fax resend " + number);
    }
    if (isInterrupted(job, cupsState)) {
        ways.push_back("Its process ended before all was sent, and CUPS takes it for " + cupsState +
                       ". To go on, without sending anything twice: voipnow-fax release " + number);
    } else if (job.state == JobState::kHeld && cupsState == "held") {
        ways.push_back("When what held it is mended: voipnow-fax release " + number);
    } else if (job.state == JobState::kStopped && !isOver(cupsState)) {
        ways.push_back("It waits for its printer. When what stopped that is mended: cupsenable " +
                       job.printer);
    } else if (job.state == JobState::kRetrying && !isOver(cupsState)) {
        ways.emplace_back("CUPS runs it again by itself.");
    }
    const bool isUnfinished =
        isUnder(job.state, {JobState::kHeld, JobState::kRetrying, JobState::kStopped, JobState::kInDoubt});
    if (isUnfinished && (cupsState == "canceled" || cupsState == "aborted")) {
        ways.push_back(
            "Meanwhile it was " + cupsState +
            " in CUPS, so nothing more comes of it by itself: print the document again if it is still "
            "to be sent.");
    }
    if (cups && cups->empty() &&
        isUnder(job.state, {JobState::kReceiving, JobState::kSending, JobState::kHeld, JobState::kRetrying,
                            JobState::kStopped, JobState::kInDoubt})) {
        ways.emplace_back(
            "CUPS no longer has it, so nothing more comes of it: print the document again if it is "
            "still to be sent.");
    }
    return ways;
}

void printJobReport(const JobEntry& job, const std::vector<std::string>& waysOn, std::ostream& out) {
    out << printable("Job " + job.printer + '-' + std::to_string(job.number)) << ": " << nameOf(job.state)
        << '\n';
    Lines lines(out);
    lines.add("Reason", job.reason);
    lines.add("Title", job.title);
    lines.add("User", job.user);
    lines.add("Pages", job.pages > 0 ? std::to_string(job.pages) : "");
    lines.add("Billing", job.billing);
    lines.addTime("Received", job.received);
    lines.addTime("Last change", job.changed);
    lines.add("Service", job.service + (job.extension.empty() ? "" : ", extension " + job.extension));
    lines.add("Job-uuid", job.uuid);
    for (const FaxEntry& fax : job.faxes) {
        printFax(fax, out);
    }
    for (std::size_t i = 0; i < waysOn.size(); ++i) {
        out << (i == 0 ? "\n" : "") << printable(waysOn[i], kLongest) << '\n';
    }
}

}  // namespace voipnow
