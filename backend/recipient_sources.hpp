// Finds where a print job names its recipients, besides the marks in its documents.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes what the job and its queue say:
//   1 the option `phone`: typed in a dialog, on a command line, or an entry of the phone book (backend/typed_options.hpp).
//   3 Billing info (`job-billing`): what stands behind "fax:". Other text there is none of our business.
//   6 the title, where it has a mark (backend/fax_marks.hpp); IPP destination-uris.
//   7 the queue's default of `phone` in the PPD.
// (2 is the phone book, in which names are looked up wherever they stand; 4 and 5 are the marks of backend/fax_plan.hpp.)
// Each text is numbers, and names and groups of the phone book, by the rules of backend/named_recipients.hpp; `faxPrefix` is
// put before each number.
//
// A `phone` that was given later, to the job that was held (backend/job_words.hpp), is an answer: it settles what was wrong
// or doubtful before, and 3 and 6 do not count beside it. Given later as None it says that the marks decide.
//
// Refuses (JobError kHeld, with the command that mends it) what cannot be understood, and stray words beside a number or a
// name (backend/stray_words.hpp). Where they are the other words of a name in the phone book, all of them, that is taken:
// lp -o phone='First Bank'.
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
#include "backend/stray_words.hpp"

namespace voipnow {

struct NamedRecipients {
    std::string where;  // for messages: "the option phone"
    std::vector<Recipient> recipients;
};

struct RecipientSources {
    std::string prefix = {};                        // in dialling form
    std::optional<NamedRecipients> answer = {};     // settles every doubt
    bool marksDecide = false;                       // an answer, too: marks count before what is `named`
    std::vector<NamedRecipients> named = {};        // by 1, 3 and 6; empty when there is an answer
    std::optional<NamedRecipients> byDefault = {};  // 7
    std::string badDefault = {};           // why that cannot be read; it matters only when it is needed
    std::vector<FaxMark> titleMarks = {};  // all of the title's, for the cover page
};

RecipientSources recipientSourcesOf(const PrintJob& job, const PrinterDescription& printer,
                                    const Phonebook& book, const std::vector<std::string>& destinationUris,
                                    const LastTry& last);

// What stands behind "fax:" in a billing info; nothing when it has no such mark.
std::optional<std::string> faxInBilling(const std::string& billing);

}  // namespace voipnow
