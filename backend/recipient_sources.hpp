// Finds where a print job names its recipients, besides the marks in its documents.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes what the job and its queue say:
//   1 the option `phone`: typed in a dialog ("Custom." is how dialogs mark that, and is taken off), on a command line, or
//     an entry of the phone book. None, Custom, true, false (any case) and nothing mean unset: dialogs send them for "not
//     filled in".
//   3 Billing info (`job-billing`): what stands behind "fax:". Other text there is none of our business.
//   6 the title, where it has a mark (backend/fax_marks.hpp); IPP destination-uris.
//   7 the queue's default of `phone` in the PPD.
// (2 is the phone book, in which names are looked up wherever they stand; 4 and 5 are the marks of backend/fax_plan.hpp.)
// Each text is numbers, and names and groups of the phone book, by the rules of backend/named_recipients.hpp; `faxPrefix` is
// put before each number.
//
// Refuses (JobError kHeld, with the command that mends it) what cannot be understood, and words that stand alone among the
// options and may be the rest of a number or a name that was not quoted: lp -o phone=+1 (555) 010-0000. Whose words are
// those of a name in the phone book, all of them, is taken for that name: lp -o phone='First Bank'.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend/fax_marks.hpp"
#include "backend/job_attributes.hpp"
#include "backend/phonebook.hpp"
#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"
#include "backend/recipients.hpp"

namespace voipnow {

struct NamedRecipients {
    std::string where;  // for messages: "the option phone"
    std::vector<Recipient> recipients;
};

struct RecipientSources {
    std::string prefix = {};  // in dialling form
    std::optional<NamedRecipients> answer =
        {};  // `phone`, when it was given to the job later: settles every doubt
    std::vector<NamedRecipients> named = {};        // by 1, 3 and 6; empty when there is an answer
    std::optional<NamedRecipients> byDefault = {};  // 7
    std::string badDefault = {};  // why it cannot be read, where it cannot; it matters only when it is needed
    std::vector<FaxMark> titleMarks = {};  // all of the title's, for the cover page
};

// `lastOptions` are the options of the job's run before this one (PrintJob::optionsText), empty in the first.
RecipientSources recipientSourcesOf(const PrintJob& job, const PrinterDescription& printer,
                                    const Phonebook& book, const std::vector<std::string>& destinationUris,
                                    const std::string& lastOptions);

// The value of an option that can be typed in dialogs: the job's, else the queue's default; nothing when it is unset.
std::optional<std::string> typedOption(const std::string& name, const PrintJob& job,
                                       const PrinterDescription& printer);

// The value of an option without the word by which dialogs mark a typed one, and without blanks before it.
std::string withoutCustom(std::string value);

// What stands behind "fax:" in a billing info; nothing when it has no such mark.
std::optional<std::string> faxInBilling(const std::string& billing);

}  // namespace voipnow
