// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/chosen_cover.hpp"

#include <pwd.h>
#include <strings.h>

#include <algorithm>
#include <utility>

#include "backend/cover_templates.hpp"
#include "backend/fax_cover.hpp"
#include "backend/job_error.hpp"
#include "backend/job_words.hpp"
#include "backend/local_time.hpp"
#include "backend/typed_options.hpp"
#include "filters/fax_settings.hpp"

namespace voipnow {
namespace {

bool isNone(const std::string& name) {
    return name.empty() || strcasecmp(name.c_str(), "None") == 0;
}

}  // namespace

ChosenCover::ChosenCover(const PrintJob& job, const PrinterDescription& printer, CoverPlaces places,
                         std::vector<FaxMark> titleMarks, std::int64_t received)
    : job_(job),
      printer_(printer),
      places_(std::move(places)),
      titleMarks_(std::move(titleMarks)),
      received_(received) {}

std::optional<CoverFields> ChosenCover::fieldsOf(const PlannedFax& fax) const {
    const std::string name = coverNameFor(fax);
    if (isNone(name)) {
        return std::nullopt;
    }
    const FaxSettings settings = readFaxSettings(job_.options, printer_);
    CoverFields fields;
    fields.to = fax.recipients;
    if (const auto to = markedAs(FaxMarkKind::kTo, fax); to && fields.to.size() == 1) {
        fields.to.front().name = *to;
    }
    fields.from = markedAs(FaxMarkKind::kFrom, fax).value_or(fullNameOf(job_.user));
    fields.subject = textFor(FaxMarkKind::kSubject, fax, "FaxSubject");
    fields.comment = textFor(FaxMarkKind::kComment, fax, "FaxComment");
    fields.date = localTime(received_, "%Y-%m-%d %H:%M");
    fields.pages = fax.pages + 1;
    fields.templateFile = templateCalled(name);
    fields.pageSize = settings.paper.name;
    fields.resolution = settings.resolution.name;
    return fields;
}

std::filesystem::path ChosenCover::templateCalled(const std::string& name) const {
    const bool isStandard = strcasecmp(name.c_str(), "Standard") == 0;
    if (isStandard && !std::filesystem::exists(places_.templates / "Standard.cover")) {
        return {};  // the built-in one
    }
    try {
        return coverTemplate(places_.templates, isStandard ? "Standard" : name);
    } catch (const JobError& error) {
        throw JobError(error.end(), std::string(error.what()) + " Choose another: lp -i " +
                                        std::to_string(job_.number) + " -o FaxCover=Standard -H resume");
    }
}

std::optional<ReceivedDocument> ChosenCover::make(
    const PlannedFax& fax, const std::function<void(const std::string& text)>& warn) const {
    const std::optional<CoverFields> fields = fieldsOf(fax);
    if (!fields) {
        return std::nullopt;
    }
    try {
        return makeCover(*fields, findCoverProgram(places_.self, places_.serverBin), places_.temporary, warn);
    } catch (const JobError& error) {
        throw JobError(error.end(), std::string(error.what()) + " Without a cover page: lp -i " +
                                        std::to_string(job_.number) + " -o FaxCover=None -H resume");
    }
}

std::optional<std::string> ChosenCover::markedAs(FaxMarkKind kind, const PlannedFax& fax) const {
    for (const std::vector<FaxMark>* marks : {&fax.words, &titleMarks_}) {
        const auto found = std::find_if(marks->begin(), marks->end(),
                                        [kind](const FaxMark& mark) { return mark.kind == kind; });
        if (found != marks->end()) {
            return found->value;
        }
    }
    return std::nullopt;
}

std::string ChosenCover::textFor(FaxMarkKind kind, const PlannedFax& fax, const char* option) const {
    const auto marked = markedAs(kind, fax);
    return marked ? *marked : typedOption(option, job_, printer_).value_or("");
}

// Here None is a choice, which counts before a queue's default.
std::string ChosenCover::coverNameFor(const PlannedFax& fax) const {
    const auto marked = markedAs(FaxMarkKind::kCover, fax);
    if (marked && !isGivenLater(jobWords(job_.optionsText), "FaxCover")) {
        return *marked;
    }
    const auto chosen = valueOf(job_.options, "FaxCover");
    return withoutCustom(chosen ? *chosen : printer_.defaultOf("FaxCover").value_or(""));
}

std::string fullNameOf(const std::string& user) {
    constexpr std::size_t kLongest = 16384;
    std::string buffer(kLongest, '\0');
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwnam_r(user.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr ||
        found->pw_gecos == nullptr) {
        return user;
    }
    const std::string gecos = found->pw_gecos;
    const std::string name = gecos.substr(0, gecos.find(','));
    return name.empty() ? user : name;
}

}  // namespace voipnow
