// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_plan.hpp"

#include <strings.h>

#include <algorithm>
#include <set>

#include "backend/job_error.hpp"
#include "backend/named_recipients.hpp"

namespace voipnow {
namespace {

std::set<std::string> numberSet(const std::vector<Recipient>& recipients) {
    std::set<std::string> numbers;
    for (const Recipient& each : recipients) {
        numbers.insert(each.number);
    }
    return numbers;
}

bool areSame(const std::vector<Recipient>& one, const std::vector<Recipient>& other) {
    return numberSet(one) == numberSet(other);
}

void add(const std::vector<Recipient>& more, std::vector<Recipient>& recipients) {
    for (const Recipient& each : more) {
        const bool isThere =
            std::any_of(recipients.begin(), recipients.end(),
                        [&each](const Recipient& before) { return before.number == each.number; });
        if (!isThere) {
            recipients.push_back(each);
        }
    }
}

class Planner {
  public:
    Planner(const PrintJob& job, const RecipientSources& sources, const JobPages& pages, bool mayBeSplit,
            const Phonebook& book)
        : job_(job), sources_(sources), pages_(pages), mayBeSplit_(mayBeSplit), book_(book) {}

    std::vector<PlannedFax> plan() const {
        std::vector<PlannedFax> faxes = sources_.answer ? answered() : byMarks();
        if (faxes.empty()) {
            faxes.push_back({byOthers(), 1, pages_.pages, {}});
        }
        giveWords(faxes);
        return faxes;
    }

  private:
    std::string commandFor(const std::vector<Recipient>& recipients) const {
        constexpr std::size_t kMost = 10;  // a message has an end
        if (recipients.size() > kMost) {
            return job_.resumeCommand();
        }
        return job_.resumeCommand(recipients, sources_.prefix);
    }

    // All pages to the number that was given to the held job: if they do not belong to several people.
    std::vector<PlannedFax> answered() const {
        const std::size_t named = differentRecipients();
        if (mayBeSplit_ && named > 1) {
            throw JobError(
                JobEnd::kHeld,
                "Nothing was faxed: the marks name " + std::to_string(named) +
                    " different recipients, and the number " + listedBriefly(sources_.answer->recipients) +
                    " was given to the whole job. Correct the document and print it again; to send "
                    "all of its pages to that number: " +
                    commandFor(sources_.answer->recipients) + " -o FaxSplit=Never");
        }
        return {{sources_.answer->recipients, 1, pages_.pages}};
    }

    // How many different recipients the marks name; what cannot be read counts by its text.
    std::size_t differentRecipients() const {
        std::set<std::set<std::string>> different;
        for (const DocumentMark& each : pages_.marks) {
            if (each.mark.kind != FaxMarkKind::kFax) {
                continue;
            }
            try {
                different.insert(numberSet(resolveRecipients(each.mark.value, sources_.prefix, book_)));
            } catch (const std::runtime_error&) {
                different.insert({each.mark.value});
            }
        }
        return different.size();
    }

    std::vector<Recipient> recipientsOf(const DocumentMark& mark) const {
        std::string why;
        try {
            return resolveRecipients(mark.mark.value, sources_.prefix, book_);
        } catch (const BadNumber& error) {
            why = error.what();
        } catch (const BadName& error) {
            why = error.what();
        }
        const std::string instead =
            differentRecipients() > 1 && mayBeSplit_ ? "." : ", or give the number: " + job_.resumeCommand();
        throw JobError(JobEnd::kHeld, "Nothing was faxed: the mark @@fax: " + mark.mark.value +
                                          "@@ on page " + std::to_string(mark.page) + ": " + why +
                                          ". Correct it and print the document again" + instead);
    }

    // Nothing when no mark names a recipient.
    std::vector<PlannedFax> byMarks() const {
        std::vector<PlannedFax> faxes = pagesWithMarks();
        if (faxes.empty()) {
            return faxes;
        }
        mayBeSplit_ ? joinSame(faxes) : joinAll(faxes);
        if (faxes.size() == 1) {
            faxes.front().firstPage = 1;
        } else if (faxes.front().firstPage > 1) {
            throw JobError(
                JobEnd::kHeld,
                "Nothing was faxed: the pages before page " + std::to_string(faxes.front().firstPage) +
                    " have no mark @@fax: …@@, and those behind it go to different recipients, so "
                    "nobody can tell whose they are. Correct the document and print it again; to send "
                    "all pages to one number: " +
                    job_.resumeCommand() + " -o FaxSplit=Never");
        }
        for (std::size_t i = 0; i < faxes.size(); ++i) {
            const int end = i + 1 < faxes.size() ? faxes[i + 1].firstPage : pages_.pages + 1;
            faxes[i].pages = end - faxes[i].firstPage;
        }
        requireSame(faxes);
        return faxes;
    }

    std::vector<PlannedFax> pagesWithMarks() const {
        std::vector<PlannedFax> found;
        for (const DocumentMark& each : pages_.marks) {
            if (each.mark.kind != FaxMarkKind::kFax) {
                continue;
            }
            if (found.empty() || found.back().firstPage != each.page) {
                found.push_back({{}, each.page, 0, {}});
            }
            const std::vector<Recipient> recipients = recipientsOf(each);
            if (mayBeSplit_ && severalOnASheet_ && !found.back().recipients.empty() &&
                !areSame(recipients, found.back().recipients)) {
                refuseSheet(each.page);
            }
            add(recipients, found.back().recipients);
        }
        return found;
    }

    // Pages of different people on one sheet: number-up.
    [[noreturn]] void refuseSheet(int page) const {
        throw JobError(JobEnd::kHeld,
                       "Nothing was faxed: several pages are printed on a sheet (number-up), and sheet " +
                           std::to_string(page) +
                           " has pages of different recipients. To print each page on its own: lp -i " +
                           std::to_string(job_.number) + " -o number-up=1 -H resume");
    }

    static void joinSame(std::vector<PlannedFax>& faxes) {
        const auto end =
            std::unique(faxes.begin(), faxes.end(), [](const PlannedFax& one, const PlannedFax& next) {
                return areSame(one.recipients, next.recipients);
            });
        faxes.erase(end, faxes.end());
    }

    static void joinAll(std::vector<PlannedFax>& faxes) {
        for (std::size_t i = 1; i < faxes.size(); ++i) {
            add(faxes[i].recipients, faxes.front().recipients);
        }
        faxes.resize(1);
    }

    // What else the job names has to be what the marks name.
    void requireSame(const std::vector<PlannedFax>& faxes) const {
        if (sources_.marksDecide) {
            return;
        }
        for (const NamedRecipients& each : sources_.named) {
            if (faxes.size() > 1) {
                refuseBesideMerge(each, faxes.size());
            }
            if (!areSame(each.recipients, faxes.front().recipients)) {
                refuseDifferent(each, {"the mark in the document", faxes.front().recipients});
            }
        }
    }

    std::vector<Recipient> byOthers() const {
        if (sources_.named.empty()) {
            return byDefault();
        }
        for (const NamedRecipients& each : sources_.named) {
            if (!areSame(each.recipients, sources_.named.front().recipients)) {
                refuseDifferent(sources_.named.front(), each);
            }
        }
        return sources_.named.front().recipients;
    }

    std::vector<Recipient> byDefault() const {
        if (sources_.byDefault) {
            return sources_.byDefault->recipients;
        }
        throw JobError(JobEnd::kHeld,
                       sources_.badDefault.empty()
                           ? "Nothing was faxed: there is no fax number. Give it: " + job_.resumeCommand()
                           : sources_.badDefault);
    }

    [[noreturn]] void refuseDifferent(const NamedRecipients& one, const NamedRecipients& other) const {
        throw JobError(JobEnd::kHeld, "Nothing was faxed: " + one.where + " names " +
                                          listedBriefly(one.recipients) + ", and " + other.where + " names " +
                                          listedBriefly(other.recipients) +
                                          ". Say which it is: " + commandFor(one.recipients) + ", or " +
                                          commandFor(other.recipients));
    }

    // A number for the whole job cannot be the answer here.
    [[noreturn]] void refuseBesideMerge(const NamedRecipients& one, std::size_t faxes) const {
        throw JobError(JobEnd::kHeld,
                       "Nothing was faxed: the pages name the recipients of " + std::to_string(faxes) +
                           " faxes, and " + one.where + " names " + listedBriefly(one.recipients) +
                           ". To fax each to those that its pages name: lp -i " +
                           std::to_string(job_.number) + " -o phone=None -H resume; all pages to one: " +
                           commandFor(one.recipients) + " -o FaxSplit=Never");
    }

    // Marks for the cover page go to the fax on whose pages they stand.
    void giveWords(std::vector<PlannedFax>& faxes) const {
        for (PlannedFax& fax : faxes) {
            for (const DocumentMark& each : pages_.marks) {
                if (each.mark.kind != FaxMarkKind::kFax && each.page >= fax.firstPage &&
                    each.page < fax.firstPage + fax.pages) {
                    fax.words.push_back(each.mark);
                }
            }
        }
    }

    const PrintJob& job_;
    const RecipientSources& sources_;
    const JobPages& pages_;
    bool mayBeSplit_;
    const Phonebook& book_;
    bool severalOnASheet_ = valueOf(job_.options, "number-up").value_or("1") != "1";
};

}  // namespace

bool mayBeSplit(const PrintJob& job, const PrinterDescription& printer) {
    const auto own = valueOf(job.options, "FaxSplit");
    const std::string split = own ? *own : printer.defaultOf("FaxSplit").value_or("Auto");
    const bool isAuto = strcasecmp(split.c_str(), "Auto") == 0;
    if (!isAuto && strcasecmp(split.c_str(), "Never") != 0) {
        throw JobError(JobEnd::kHeld,
                       "FaxSplit=" + split +
                           " is not known to the fax printer; nothing was sent. It can be Auto or "
                           "Never: lp -i " +
                           std::to_string(job.number) + " -o FaxSplit=Auto -H resume");
    }
    return isAuto;
}

JobPages jobPagesOf(const std::vector<ReceivedDocument>& documents) {
    JobPages all;
    for (const ReceivedDocument& document : documents) {
        for (const DocumentMark& each : document.marks) {
            all.marks.push_back({all.pages + each.page, each.mark});
        }
        all.pages += document.pages;
    }
    return all;
}

std::vector<PlannedFax> planFaxes(const PrintJob& job, const RecipientSources& sources, const JobPages& pages,
                                  bool mayBeSplit, const Phonebook& book) {
    return Planner(job, sources, pages, mayBeSplit, book).plan();
}

}  // namespace voipnow
