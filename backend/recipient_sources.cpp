// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipient_sources.hpp"

#include <glib.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <string_view>

#include "backend/job_error.hpp"
#include "backend/job_words.hpp"
#include "backend/named_recipients.hpp"

namespace voipnow {
namespace {

using Utf8 = std::unique_ptr<char, decltype(&g_free)>;

// Whether a letter or digit of any script stands before this place.
bool isBehindLetter(const std::string& text, std::size_t at) {
    const char* before = g_utf8_find_prev_char(text.c_str(), text.c_str() + at);
    return before != nullptr && g_unichar_isalnum(g_utf8_get_char(before)) != FALSE;
}

std::optional<std::string> unlessUnset(const std::optional<std::string>& value) {
    constexpr std::array<const char*, 5> kUnset{"", "None", "Custom", "true", "false"};
    if (!value) {
        return std::nullopt;
    }
    const std::string text = withoutCustom(*value);
    const bool unset = std::any_of(kUnset.begin(), kUnset.end(),
                                   [&text](const char* word) { return strcasecmp(text.c_str(), word) == 0; });
    return unset ? std::nullopt : std::optional(text);
}

// Options of CUPS that are said without a value.
bool isOptionOfCups(const std::string& name) {
    constexpr std::array<const char*, 12> kNames{
        "collate", "nocollate", "fitplot", "nofitplot",   "fit-to-page",   "landscape",
        "mirror",  "nomirror",  "raw",     "prettyprint", "noprettyprint", "natural-scaling"};
    return std::any_of(kNames.begin(), kNames.end(),
                       [&name](const char* each) { return strcasecmp(each, name.c_str()) == 0; });
}

// Words that nobody knows, which may be the rest of a `phone` that was cut at a blank.
class StrayWords {
  public:
    // With an answer to a held job only what came along with it counts: what was wrong before is settled by it.
    StrayWords(const PrintJob& job, bool isAnswer, const std::string& lastOptions) {
        const std::vector<JobWord> last = jobWords(lastOptions);
        for (const JobWord& word : jobWords(job.optionsText)) {
            if (word.hasValue || isOptionOfCups(word.name) || (isAnswer && !word.isLater)) {
                continue;
            }
            all_.push_back(word.name);
            const bool wasThere = std::any_of(last.begin(), last.end(), [&word](const JobWord& before) {
                return before.isLater == word.isLater && before.name == word.name;
            });
            if (!isAnswer || !wasThere) {
                fresh_.push_back(word.name);
            }
        }
    }

    // With those of answers before this one.
    const std::vector<std::string>& all() const { return all_; }
    const std::vector<std::string>& fresh() const { return fresh_; }

  private:
    std::vector<std::string> all_;
    std::vector<std::string> fresh_;
};

bool isPieceOfNumber(const std::string& word) {
    constexpr std::string_view kDigits = "0123456789";
    constexpr std::string_view kNumber = "0123456789+*#()[]{}.,;:/-";
    return word.find_first_of(kDigits) != std::string::npos &&
           word.find_first_not_of(kNumber) == std::string::npos;
}

bool hasLetters(const std::string& text) {
    return std::any_of(text.begin(), text.end(),
                       [](unsigned char c) { return g_ascii_isalpha(c) || c > 127; });
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

class Reader {
  public:
    Reader(const PrintJob& job, const PrinterDescription& printer, const Phonebook& book,
           const std::string& lastOptions)
        : job_(job),
          printer_(printer),
          book_(book),
          isAnswer_(isGivenLater(jobWords(job.optionsText), "phone")),
          strays_(job, isAnswer_, lastOptions),
          lastOptions_(lastOptions) {
        sources_.prefix = readPrefix();
    }

    RecipientSources read(const std::vector<std::string>& destinationUris) {
        readPhone();
        if (!sources_.answer) {
            readBilling();
            readTitle();
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
        const std::string where = "the option phone";
        if (!text) {
            refusePiecesOfNumbers();
            return;
        }
        NamedRecipients named = resolved(where, wholeName(*text));
        if (isAnswer_) {
            sources_.answer = std::move(named);
        } else {
            sources_.named.push_back(std::move(named));
        }
    }

    // The text of `phone` with the words of its name that were cut off.
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
                throw JobError(JobEnd::kHeld, std::string("Nothing was faxed: the option phone: ") +
                                                  error.what() + ": " + quotedCommand());
            }
        }
        refusePiecesOfNumbers();
        if (hasLetters(text) && !strays_.fresh().empty()) {
            refuseStrays(strays_.fresh());
        }
        return text;
    }

    void refusePiecesOfNumbers() const {
        std::vector<std::string> pieces;
        std::copy_if(strays_.fresh().begin(), strays_.fresh().end(), std::back_inserter(pieces),
                     isPieceOfNumber);
        // The same careless command again: its words are not fresh, and neither is the number.
        if (pieces.empty() && isAnswer_ && isRepeated()) {
            std::copy_if(strays_.all().begin(), strays_.all().end(), std::back_inserter(pieces),
                         isPieceOfNumber);
        }
        if (!pieces.empty()) {
            refuseStrays(pieces);
        }
    }

    bool isRepeated() const {
        return valueOf(parseJobOptions(lastOptions_), "phone") == valueOf(job_.options, "phone");
    }

    [[noreturn]] void refuseStrays(const std::vector<std::string>& words) const {
        throw JobError(JobEnd::kHeld, "Nothing was faxed: \"" + joined(words) +
                                          "\" stands alone among the options, so the number or name may have "
                                          "been cut at a space. Quote it twice: " +
                                          quotedCommand());
    }

    std::string quotedCommand() const {
        return "lp -i " + std::to_string(job_.number) + " -o phone='\"+1 (555) 010-0000\"' -H resume";
    }

    void readBilling() {
        const auto billing = valueOf(job_.options, "job-billing");
        const auto text = billing ? faxInBilling(*billing) : std::nullopt;
        if (text) {
            sources_.named.push_back(resolved("Billing info \"" + *billing + '"', *text));
        }
    }

    void readTitle() {
        try {
            sources_.titleMarks = findFaxMarks(job_.title);
        } catch (const BadMark& error) {
            throw JobError(JobEnd::kHeld, std::string("Nothing was faxed: in the title the mark ") +
                                              error.what() + ". Give the number: " + job_.resumeCommand());
        }
        std::string all;
        for (const FaxMark& mark : sources_.titleMarks) {
            if (mark.kind == FaxMarkKind::kFax) {
                all += (all.empty() ? "" : "; ") + mark.value;
            }
        }
        if (!all.empty()) {
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
        const auto text = unlessUnset(printer_.defaultOf("phone"));
        if (!text) {
            return;
        }
        try {
            sources_.byDefault = resolved("the queue's default", *text);
        } catch (const JobError& error) {
            sources_.badDefault = error.what();
        }
    }

    const PrintJob& job_;
    const PrinterDescription& printer_;
    const Phonebook& book_;
    bool isAnswer_;
    StrayWords strays_;
    const std::string& lastOptions_;
    RecipientSources sources_;
};

}  // namespace

RecipientSources recipientSourcesOf(const PrintJob& job, const PrinterDescription& printer,
                                    const Phonebook& book, const std::vector<std::string>& destinationUris,
                                    const std::string& lastOptions) {
    return Reader(job, printer, book, lastOptions).read(destinationUris);
}

std::string withoutCustom(std::string value) {
    constexpr std::string_view kCustom = "Custom.";
    if (strncasecmp(value.c_str(), kCustom.data(), kCustom.size()) == 0) {
        value.erase(0, kCustom.size());
    }
    const std::size_t first = value.find_first_not_of(' ');
    return first == std::string::npos ? "" : value.substr(first);
}

std::optional<std::string> typedOption(const std::string& name, const PrintJob& job,
                                       const PrinterDescription& printer) {
    const std::optional<std::string> value = unlessUnset(valueOf(job.options, name));
    return value ? value : unlessUnset(printer.defaultOf(name));
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
