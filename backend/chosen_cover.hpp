// ChosenCover: which cover page the faxes of a job get, and what stands on it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A mark faxcover on the pages of a fax, or in the title, counts before the option FaxCover, and that before the queue's
// default; likewise faxsubject and FaxSubject, faxcomment and FaxComment. Of several marks the first counts. A FaxCover that
// was given to the held job counts before all. The names are those of the phone book, or of
// the mark faxto where there is one recipient; it is from the mark faxfrom, or the full name of the user who prints, as this
// machine knows it. The date is that of the job's first run: a run after it makes the same page.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backend/fax_plan.hpp"
#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"
#include "backend/received_documents.hpp"
#include "filters/cover_request.hpp"

namespace voipnow {

// Where the parts of a cover page are.
struct CoverPlaces {
    std::filesystem::path templates;  // the folder of the administrator's
    std::filesystem::path self;       // this program, beside which faxcover is looked for
    std::filesystem::path serverBin;  // $CUPS_SERVERBIN, where it is looked for else
    std::filesystem::path temporary;  // a folder for temporary files
};

class ChosenCover {
  public:
    // Job and printer must outlive this object. `received` in seconds since 1970-01-01 UTC.
    ChosenCover(const PrintJob& job, const PrinterDescription& printer, CoverPlaces places,
                std::vector<FaxMark> titleMarks, std::int64_t received);

    // What stands on the cover page of the fax; nothing when it has none. JobError kHeld for a template that there is not.
    std::optional<CoverFields> fieldsOf(const PlannedFax& fax) const;

    // The page itself; `warn` and JobError kHeld as backend/fax_cover.hpp has it.
    std::optional<ReceivedDocument> make(const PlannedFax& fax,
                                         const std::function<void(const std::string& text)>& warn) const;

  private:
    std::string textFor(FaxMarkKind kind, const PlannedFax& fax, const char* option) const;
    std::optional<std::string> markedAs(FaxMarkKind kind, const PlannedFax& fax) const;
    std::filesystem::path templateCalled(const std::string& name) const;
    std::string coverNameFor(const PlannedFax& fax) const;

    const PrintJob& job_;
    const PrinterDescription& printer_;
    CoverPlaces places_;
    std::vector<FaxMark> titleMarks_;
    std::int64_t received_;
};

// The full name of a user of this machine (the first part of its GECOS), or the user's own name without one.
std::string fullNameOf(const std::string& user);

}  // namespace voipnow
