// PagesBefore: who has which pages of a job from its earlier runs.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recipient stays the same when another prefix is put before the number (faxPrefix).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "backend/fax_plan.hpp"
#include "backend/journal_rows.hpp"

namespace voipnow {

// By their place in the job, or by what is on them (page-ranges can change their place).
bool areSamePages(const FaxEntry& fax, const PlannedFax& part);

class PagesBefore {
  public:
    // `faxes` are those of the journal, and must outlive this object; `goingOn` the keys of those among them that are
    // not sent, but will be; `prefix` the one that the job's numbers have now, in dialling form.
    PagesBefore(const std::vector<FaxEntry>& faxes, const std::set<std::int64_t>& goingOn,
                const std::string& prefix = {});

    // Whether the recipient has these pages already: sent, in doubt, or going on. JobError kHeld when the job was changed
    // after a part of it was sent: he has others of its pages, which these would repeat or tear apart; or his name
    // stood for another number, which has them.
    bool has(const Recipient& recipient, const PlannedFax& part) const;

  private:
    using Index = std::unordered_multimap<std::string, const FaxEntry*>;

    void refuseOtherNumber(const Recipient& recipient, const PlannedFax& part) const;

    std::string prefix_;
    Index byNumber_;  // without its prefix
    Index byName_;
};

}  // namespace voipnow
