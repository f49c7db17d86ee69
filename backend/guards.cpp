// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/guards.hpp"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "backend/local_time.hpp"
#include "backend/number_pattern.hpp"

namespace voipnow {
namespace {

// The commands that mend the job stand at the end of the sentence, and have to fit on cupsd's line.
constexpr std::size_t kMostNamed = 8;
constexpr std::size_t kMostRepeatsNamed = 3;
constexpr std::size_t kLongestRule = 200;

std::string joined(const std::vector<std::string>& patterns) {
    std::string list;
    for (const std::string& each : patterns) {
        list += (list.empty() ? "" : " ") + each;
    }
    return list.size() > kLongestRule ? list.substr(0, kLongestRule) + " …" : list;
}

std::string andMore(std::size_t count, std::size_t named) {
    return count > named ? " and " + std::to_string(count - named) + " more" : "";
}

std::string nameAndNumber(const Recipient& recipient) {
    return listed(std::vector<Recipient>{recipient});
}

// Each number once, in order.
std::vector<Recipient> differentRecipients(const std::vector<GuardedFax>& faxes) {
    std::vector<Recipient> all;
    std::set<std::string> seen;
    for (const GuardedFax& fax : faxes) {
        std::copy_if(fax.recipients.begin(), fax.recipients.end(), std::back_inserter(all),
                     [&seen](const Recipient& each) { return seen.insert(each.number).second; });
    }
    return all;
}

void checkCount(const Settings& settings, const PrintJob& job, std::size_t count) {
    if (settings.maxRecipientsPerJob > 0 && count > settings.maxRecipientsPerJob) {
        throw JobError(JobEnd::kHeld,
                       "Nothing was faxed: the job has " + std::to_string(count) +
                           " recipients, and one job may have " +
                           std::to_string(settings.maxRecipientsPerJob) +
                           " (max-recipients-per-job in voipnow.conf). Print in smaller jobs, or "
                           "give fewer numbers: " +
                           job.resumeCommand());
    }
}

void checkNumber(const Settings& settings, const PrintJob& job, const std::string& prefix,
                 const Recipient& recipient) {
    const std::string& number = recipient.number;
    const std::string* denied = findPattern(settings.deny, number);
    if (denied == nullptr) {
        denied = findPattern(settings.deny, withoutPrefix(number, prefix));
    }
    if (denied != nullptr) {
        throw JobError(JobEnd::kHeld, "Nothing was faxed: " + nameAndNumber(recipient) +
                                          " may not be dialled from this printer (deny = " + *denied +
                                          " in voipnow.conf). Give another number: " + job.resumeCommand());
    }
    if (!settings.allow.empty() && findPattern(settings.allow, number) == nullptr) {
        throw JobError(JobEnd::kHeld, "Nothing was faxed: " + nameAndNumber(recipient) +
                                          " is not among the numbers that may be dialled from this printer "
                                          "(allow = " +
                                          joined(settings.allow) +
                                          " in voipnow.conf). Give another number: " + job.resumeCommand());
    }
}

// Collects what has to be asked, and in which words.
class Questions {
  public:
    explicit Questions(std::vector<std::string> answered) : all_(std::move(answered)) {}

    void addNew(const Recipient& recipient) {
        if (isOpen("new " + recipient.number)) {
            new_.push_back(recipient);
        }
    }

    void addRepeat(const Recipient& recipient, const GuardedFax& fax, const Repeat& repeat) {
        if (isOpen("repeat " + recipient.number + ' ' + fax.digest)) {
            const std::string pages =
                fax.firstPage > 1 ? " (from page " + std::to_string(fax.firstPage) + ")" : "";
            repeats_.push_back("The same pages" + pages + " went to " + nameAndNumber(recipient) + " at " +
                               localTime(repeat.when, "%H:%M on %Y-%m-%d") + " already, in job " +
                               std::to_string(repeat.jobNumber) +
                               (repeat.serviceId.empty() ? "" : ", fax " + repeat.serviceId));
        }
    }

    void ask(const PrintJob& job) const {
        if (new_.empty() && repeats_.empty()) {
            return;
        }
        const std::string number = std::to_string(job.number);
        throw Doubtful("Nothing is faxed yet. " + aboutNew() + aboutRepeats() +
                           "If that is right, release the job: " + job.releaseCommand() +
                           " or voipnow-fax release " + number + ". If not, give another number, " +
                           job.resumeCommand() + ", or cancel it: cancel " + number,
                       all_);
    }

  private:
    // Notes the doubt; whether it is one that nobody has settled yet, and that was not asked a moment ago.
    bool isOpen(const std::string& doubt) {
        if (std::find(all_.begin(), all_.end(), doubt) != all_.end()) {
            return false;
        }
        all_.push_back(doubt);
        return true;
    }

    std::string aboutNew() const {
        if (new_.empty()) {
            return {};
        }
        const std::size_t named = std::min(new_.size(), kMostNamed);
        return "No fax was ever sent to " +
               listed(
                   std::vector<Recipient>(new_.begin(), new_.begin() + static_cast<std::ptrdiff_t>(named))) +
               andMore(new_.size(), named) + " (confirm-new-numbers in voipnow.conf). ";
    }

    std::string aboutRepeats() const {
        const std::size_t named = std::min(repeats_.size(), kMostRepeatsNamed);
        std::string text;
        for (std::size_t i = 0; i < named; ++i) {
            text += repeats_[i] + (i + 1 == named ? andMore(repeats_.size(), named) : "") + ". ";
        }
        return text.empty() ? text : text.substr(0, text.size() - 2) + " (repeat-window in voipnow.conf). ";
    }

    std::vector<std::string> all_;
    std::vector<Recipient> new_;
    std::vector<std::string> repeats_;
};

// Numbers that an earlier run of the job dealt with: nothing is left to ask about them.
std::set<std::string> underWay(const PrintJob& job, Journal& journal) {
    std::set<std::string> numbers;
    for (const FaxEntry& fax : journal.faxesOf(job.uuid)) {
        if (fax.state == FaxState::kPrepared || fax.state == FaxState::kCreated) {
            continue;
        }
        for (const Recipient& recipient : fax.recipients) {
            numbers.insert(recipient.number);
        }
    }
    return numbers;
}

void askAboutNew(const PrintJob& job, const std::vector<Recipient>& recipients, Journal& journal,
                 Questions& questions) {
    const std::set<std::string> dealtWith = underWay(job, journal);
    for (const Recipient& recipient : recipients) {
        if (dealtWith.count(recipient.number) == 0 && !journal.isKnown(recipient.number)) {
            questions.addNew(recipient);
        }
    }
}

void askAboutRepeats(const Settings& settings, const PrintJob& job, const std::vector<GuardedFax>& faxes,
                     Journal& journal, Questions& questions) {
    const std::int64_t since = std::time(nullptr) - settings.repeatWindow.count();
    for (const GuardedFax& fax : faxes) {
        for (const Recipient& recipient : fax.recipients) {
            if (const auto repeat = journal.faxedSince(fax.digest, recipient.number, since, job.uuid)) {
                questions.addRepeat(recipient, fax, *repeat);
            }
        }
    }
}

}  // namespace

void checkGuards(const Settings& settings, const PrintJob& job, const std::string& prefix,
                 const std::vector<GuardedFax>& faxes, Journal& journal,
                 const std::vector<std::string>& answered) {
    const std::vector<Recipient> recipients = differentRecipients(faxes);
    checkCount(settings, job, recipients.size());
    for (const Recipient& recipient : recipients) {
        checkNumber(settings, job, prefix, recipient);
    }
    Questions questions(answered);
    if (settings.confirmNewNumbers) {
        askAboutNew(job, recipients, journal, questions);
    }
    if (settings.repeatWindow.count() > 0) {
        askAboutRepeats(settings, job, faxes, journal, questions);
    }
    questions.ask(job);
}

}  // namespace voipnow
