// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/printer_description.hpp"

#include "backend/cups_library.hpp"
#include "backend/job_error.hpp"

namespace voipnow {
namespace {

// libcups takes a value that ends with a quotation mark for one that begins with one too, and drops the first
// and the last character: what was typed in the web interface as `re: "Easter"` becomes `ustom.re: "Easter`.
std::string withItsQuote(const std::string& value) {
    return value.starts_with("ustom.") ? "C" + value + "\"" : value;
}

}  // namespace

PrinterDescription::PrinterDescription() = default;

PrinterDescription::PrinterDescription(const char* path) {
    if (path == nullptr || *path == '\0') {
        return;
    }
    ppd_.reset(cupsLibrary().openPpd(path));
    if (!ppd_) {
        int line = 0;
        const ppd_status_t status = cupsLibrary().lastPpdError(&line);
        throw JobError(JobEnd::kQueueStopped,
                       "The printer description " + std::string(path) + " cannot be read: " +
                           cupsLibrary().ppdErrorString(status) + " (line " + std::to_string(line) +
                           "). Modify the printer and choose the model \"VoipNow Fax\" again.");
    }
}

std::optional<std::string> PrinterDescription::defaultOf(const std::string& keyword) const {
    // ppd_option_t::defchoice holds 40 characters only; a list of numbers is longer, and must not be cut.
    return attribute("Default" + keyword);
}

std::optional<std::string> PrinterDescription::attribute(const std::string& name) const {
    if (!ppd_) {
        return std::nullopt;
    }
    const ppd_attr_t* found = cupsLibrary().findAttribute(ppd_.get(), name.c_str(), nullptr);
    if (found == nullptr || found->value == nullptr) {
        return std::nullopt;
    }
    return withItsQuote(found->value);
}

std::optional<std::string> PrinterDescription::choiceFor(const std::string& keyword,
                                                         const std::vector<JobOption>& options) const {
    if (!ppd_) {
        return std::nullopt;
    }
    cupsLibrary().markDefaults(ppd_.get());
    cups_option_t* list = nullptr;
    int count = 0;
    for (const JobOption& option : options) {
        count = cupsLibrary().addOption(option.name.c_str(), option.value.c_str(), count, &list);
    }
    cupsLibrary().markOptions(ppd_.get(), count, list);
    cupsLibrary().freeOptions(count, list);
    const ppd_choice_t* choice = cupsLibrary().findMarkedChoice(ppd_.get(), keyword.c_str());
    if (choice == nullptr) {
        return std::nullopt;
    }
    return choice->choice;
}

void PrinterDescription::Close::operator()(ppd_file_s* ppd) const {
    cupsLibrary().closePpd(ppd);
}

}  // namespace voipnow
