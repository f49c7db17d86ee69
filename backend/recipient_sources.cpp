// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipient_sources.hpp"

#include <glib.h>
#include <strings.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "backend/job_error.hpp"
#include "backend/job_words.hpp"
#include "backend/named_recipients.hpp"
#include "backend/phonebook_names.hpp"
#include "backend/similar_names.hpp"
#include "backend/typed_options.hpp"

namespace voipnow {
namespace {

using Utf8 = std::unique_ptr<char, decltype(&g_free)>;

// Whether a letter or digit of any script stands before this place.
bool isBehindLetter(const std::string& text, std::size_t at) {
    const char* before = g_utf8_find_prev_char(text.c_str(), text.c_str() + at);
    return before != nullptr && g_unichar_isalnum(g_utf8_get_char(before)) != FALSE;
}

class Reader {
  public:
    Reader(const PrintJob& job, const PrinterDescription& printer, const Phonebook& book, const LastTry& last)
        : job_(job),
          printer_(printer),
          book_(book),
          isAnswer_(isGivenLater(jobWords(job.optionsText), "phone")),
          strays_(job, printer, isAnswer_, last) {
        sources_.prefix = readPrefix();
    }

    RecipientSources read(const std::vector<std::string>& destinationUris) {
        readPhone();
        readTitle();
        if (!sources_.answer) {
            readBilling();
            readDestinations(destinationUris);
        }
        readDefault();
        return std::move(sources_);
    }

  private:
    std::string readPrefix() const {
        try {
            return parseDialPrefix(typedOption("faxPrefix", job_, printer_).value_or(""));
        } catch (const BadNumber& error) {
            throw JobError(JobEnd::kHeld, std::string("Nothing was faxed: faxPrefix ") + error.what() +
                                              ". Give the right one: lp -i " + std::to_string(job_.number) +
                                              " -o faxPrefix=PREFIX -H resume");
        }
    }

    // `where` names the source in a message.
    NamedRecipients resolved(const std::string& where, const std::string& text) const {
        const auto refuse = [&](const std::string& why) {
            throw JobError(JobEnd::kHeld, "Nothing was faxed: " + where + ": " + why +
                                              ". Give the right number: " + job_.resumeCommand());
        };
        NamedRecipients named{where, {}};
        try {
            named.recipients = resolveRecipients(text, sources_.prefix, book_);
        } catch (const BadNumber& error) {
            refuse(error.what());
        } catch (const BadName& error) {
            refuse(error.what());
        }
        if (named.recipients.empty()) {
            refuse("it names nobody");
        }
        return named;
    }

    void readPhone() {
        const auto text = unlessUnset(valueOf(job_.options, "phone"));
        if (!text || (!isAnswer_ && isBeginOfDefault(*text))) {
            refuse("", strays_.piecesOfNumbers());
            sources_.marksDecide = isAnswer_;
            return;
        }
        NamedRecipients named = resolved("the option phone", wholeName(*text));
        if (isAnswer_) {
            sources_.answer = std::move(named);
        } else {
            sources_.named.push_back(std::move(named));
        }
        hasPhone_ = true;
    }

    // The text with the words of its name that were cut off.
    std::string wholeName(const std::string& text) const {
        for (const std::vector<std::string>* words : {&strays_.all(), &strays_.fresh()}) {
            if (words->empty()) {
                continue;
            }
            try {
                if (const auto name = nameWithWords(book_, text, *words)) {
                    return *name;
                }
            } catch (const BadName& error) {
                throw JobError(JobEnd::kHeld, std::string("Nothing was faxed: ") + error.what() + ": " +
                                                  quotedCommand(job_));
            }
        }
        refuse(text, strays_.fresh());
        refuseSwallowed(text);
        return text;
    }

    // "Smith" may be what CUPS left of "Smith No".
    void refuseSwallowed(const std::string& text) const {
        const std::vector<std::string> begin = foldedWords(text);
        for (const PhonebookEntry& entry : book_.entries()) {
            const std::vector<std::string> words = foldedWords(entry.name);
            if (!begin.empty() && words.size() > begin.size() &&
                std::equal(begin.begin(), begin.end(), words.begin()) &&
                std::all_of(words.begin() + static_cast<std::ptrdiff_t>(begin.size()), words.end(),
                            mayBeSwallowed)) {
                throw JobError(JobEnd::kHeld,
                               "Nothing was faxed: \"" + text + "\" may have been \"" + entry.name +
                                   "\", of which CUPS takes a word for an option. Give its key or "
                                   "number (voipnow-fax phonebook list): " +
                                   job_.resumeCommand());
            }
        }
    }

    void refuse(const std::string& text, const std::vector<std::string>& words) const {
        if (!words.empty()) {
            throw JobError(JobEnd::kHeld, strayWordsSentence(text, words, nameHint(text, words), job_));
        }
    }

    // The phone book's view of a name that was cut.
    std::string nameHint(const std::string& text, const std::vector<std::string>& words) const {
        std::string name = text;
        for (const std::string& word : words) {
            name += ' ' + word;
        }
        if (text.empty() || !hasLetter(text) || book_.entries().empty()) {
            return "";
        }
        const std::vector<std::string> like = namesLike(name, book_, 2);
        std::string hint = " The phone book has no name of these words";
        for (const std::string& each : like) {
            hint += (&each == &like.front() ? "; it has \"" : ", \"") + each + '"';
        }
        return hint + '.';
    }

    void readBilling() {
        const auto billing = valueOf(job_.options, "job-billing");
        const auto text = billing ? faxInBilling(*billing) : std::nullopt;
        if (text) {
            sources_.named.push_back(
                resolved("Billing info \"" + *billing + '"', hasPhone_ ? *text : wholeName(*text)));
        }
    }

    void readTitle() {
        try {
            sources_.titleMarks = findFaxMarks(job_.title);
        } catch (const BadMark& error) {
            if (!sources_.answer) {
                throw JobError(JobEnd::kHeld, std::string("Nothing was faxed: in the title the mark ") +
                                                  error.what() +
                                                  ". Give the number: " + job_.resumeCommand());
            }
        }
        std::string all;
        for (const FaxMark& mark : sources_.titleMarks) {
            if (mark.kind == FaxMarkKind::kFax) {
                all += (all.empty() ? "" : "; ") + mark.value;
            }
        }
        if (!all.empty() && !sources_.answer) {
            sources_.named.push_back(resolved("the title", all));
        }
    }

    void readDestinations(const std::vector<std::string>& uris) {
        constexpr std::string_view kTel = "tel:";
        if (uris.empty()) {
            return;
        }
        std::string all;
        for (const std::string& uri : uris) {
            if (strncasecmp(uri.c_str(), kTel.data(), kTel.size()) != 0) {
                throw JobError(JobEnd::kHeld,
                               "Nothing was faxed: the destination \"" + uri +
                                   "\" is no tel: URI. Give the number: " + job_.resumeCommand());
            }
            // A URI may have such characters escaped.
            const Utf8 plain(g_uri_unescape_string(uri.c_str(), nullptr), &g_free);
            all += (all.empty() ? "" : ",") + (plain ? std::string(plain.get()) : uri);
        }
        sources_.named.push_back(resolved("destination-uris", all));
    }

    void readDefault() {
        const auto value = printer_.defaultOf("phone");
        const auto text = unlessUnset(value);
        if (!text) {
            return;
        }
        if (mayBeCut(*value) || isBeginOfList(*text)) {
            sources_.badDefault = cutSentence(*text);
            return;
        }
        try {
            sources_.byDefault = resolved("the queue's default", *text);
        } catch (const JobError& error) {
            sources_.badDefault = error.what();
        }
    }

    // Typed defaults as libcups gives them to programs: ppd_option_t::defchoice.
    static constexpr std::size_t kShown = 40;

    // The dialogs of GTK send the queue's default along, and no more of it than that. It is the default then.
    bool isBeginOfDefault(const std::string& text) const {
        const std::string whole = printer_.defaultOf("phone").value_or("");
        return whole.size() > kShown && withoutCustom(whole.substr(0, kShown)) == text;
    }

    // What the web interface of CUPS makes of a longer value when it saves the defaults once more, even for
    // another option. A blank at the end is lost later.
    static bool mayBeCut(const std::string& value) {
        return (value.size() == kShown || value.size() == kShown - 1) && value != withoutCustom(value);
    }

    // What lpadmin makes of "5550101, 5550102".
    static bool isBeginOfList(const std::string& text) { return text.ends_with(',') || text.ends_with(';'); }

    std::string cutSentence(const std::string& text) const {
        const std::string why =
            isBeginOfList(text)
                ? "lpadmin keeps what stands before a blank, and this is the beginning of a list. Set it "
                  "without blanks."
                : "The web interface of CUPS cuts a default of more than 33 characters when defaults are set "
                  "again, and this has " +
                      std::to_string(text.size()) +
                      ". Set a shorter one, such as a group of the phone book, @NAME.";
        return "Nothing was faxed: the queue's default \"" + text + "\" may have lost its end. " + why +
               " For this job give the number: " + job_.resumeCommand();
    }

    const PrintJob& job_;
    const PrinterDescription& printer_;
    const Phonebook& book_;
    bool isAnswer_;
    StrayWords strays_;
    bool hasPhone_ = false;
    RecipientSources sources_;
};

}  // namespace

RecipientSources recipientSourcesOf(const PrintJob& job, const PrinterDescription& printer,
                                    const Phonebook& book, const std::vector<std::string>& destinationUris,
                                    const LastTry& last) {
    return Reader(job, printer, book, last).read(destinationUris);
}

std::optional<std::string> faxInBilling(const std::string& billing) {
    constexpr std::string_view kFax = "fax";
    const Utf8 compatible(g_utf8_normalize(billing.c_str(), -1, G_NORMALIZE_NFKC), &g_free);
    const std::string text = compatible ? compatible.get() : "";
    for (std::size_t at = 0; at + kFax.size() < text.size(); ++at) {
        const std::size_t colon = text.find_first_not_of(" \t", at + kFax.size());
        if (g_ascii_strncasecmp(text.c_str() + at, kFax.data(), kFax.size()) == 0 &&
            !isBehindLetter(text, at) && colon != std::string::npos && text[colon] == ':') {
            const std::size_t end = text.find("@@", colon);  // written like a mark in a document
            return text.substr(colon + 1, end == std::string::npos ? end : end - colon - 1);
        }
    }
    return std::nullopt;
}

}  // namespace voipnow
