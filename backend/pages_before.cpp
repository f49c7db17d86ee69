// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/pages_before.hpp"

#include <algorithm>

#include "backend/fax_words.hpp"
#include "backend/job_error.hpp"

namespace voipnow {
namespace {

bool isAmong(const std::vector<Recipient>& recipients, const std::string& number) {
    return std::any_of(recipients.begin(), recipients.end(),
                       [&number](const Recipient& each) { return each.number == number; });
}

int pagesOf(const FaxEntry& fax, const PlannedFax& part) {
    // Old journals do not know the pages: then it was the whole job.
    return fax.pages == 0 ? part.pages : fax.pages;
}

bool overlap(const FaxEntry& fax, const PlannedFax& part) {
    return fax.firstPage < part.firstPage + part.pages && part.firstPage < fax.firstPage + pagesOf(fax, part);
}

}  // namespace

bool areSamePages(const FaxEntry& fax, const PlannedFax& part) {
    return (fax.firstPage == part.firstPage && pagesOf(fax, part) == part.pages) ||
           (!fax.digest.empty() && fax.digest == part.digest);
}

PagesBefore::PagesBefore(const std::vector<FaxEntry>& faxes, const std::set<std::int64_t>& goingOn,
                         const std::string& prefix)
    : prefix_(prefix) {
    for (const FaxEntry& fax : faxes) {
        if (fax.state != FaxState::kSent && fax.state != FaxState::kInDoubt && goingOn.count(fax.key) == 0) {
            continue;
        }
        for (const Recipient& recipient : fax.recipients) {
            byNumber_.emplace(withoutPrefix(recipient.number, fax.prefix), &fax);
            if (!recipient.name.empty()) {
                byName_.emplace(recipient.name, &fax);
            }
        }
    }
}

bool PagesBefore::has(const Recipient& recipient, const PlannedFax& part) const {
    const auto [first, last] = byNumber_.equal_range(withoutPrefix(recipient.number, prefix_));
    if (std::any_of(first, last, [&part](const auto& each) { return areSamePages(*each.second, part); })) {
        return true;
    }
    const auto other =
        std::find_if(first, last, [&part](const auto& each) { return overlap(*each.second, part); });
    if (other != last) {
        const FaxEntry& fax = *other->second;
        throw JobError(JobEnd::kHeld, listed(std::vector<Recipient>{recipient}) + " was sent " +
                                          pagesInWords(fax.firstPage, pagesOf(fax, part)) +
                                          " of this job before (fax " + fax.serviceId +
                                          "), and would now get " + pagesInWords(part.firstPage, part.pages) +
                                          "; nothing more was sent. Cancel this job, and print the pages "
                                          "that are missing (page-ranges).");
    }
    refuseOtherNumber(recipient, part);
    return false;
}

// The number of a name was changed in the phone book after its pages were sent.
void PagesBefore::refuseOtherNumber(const Recipient& recipient, const PlannedFax& part) const {
    const auto [first, last] = byName_.equal_range(recipient.name);
    for (auto each = first; each != last; ++each) {
        const FaxEntry& fax = *each->second;
        const auto before =
            std::find_if(fax.recipients.begin(), fax.recipients.end(),
                         [&recipient](const Recipient& other) { return other.name == recipient.name; });
        if (areSamePages(fax, part) && !isAmong(part.recipients, before->number)) {
            throw JobError(JobEnd::kHeld,
                           pagesInWords(fax.firstPage, pagesOf(fax, part)) + " of this job went to " +
                               listed(std::vector<Recipient>{*before}) + " before (fax " + fax.serviceId +
                               "), and " + recipient.name + " has the number " + recipient.number +
                               " now; nothing more was sent. Cancel this job, and print again what is "
                               "missing.");
        }
    }
}

}  // namespace voipnow
