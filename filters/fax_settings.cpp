// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_settings.hpp"

#include <strings.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "backend/job_error.hpp"
#include "backend/job_options.hpp"

namespace voipnow {
namespace {

constexpr int kMostWorkers = 16;

struct ContentName {
    const char* name;
    FaxContent content;
};

constexpr std::array<ContentName, 4> kContents{{
    {"Auto", FaxContent::kAuto},
    {"Text", FaxContent::kText},
    {"Photo", FaxContent::kPhoto},
    {"Vector", FaxContent::kVector},
}};

FaxContent requireContent(const std::string& name) {
    const auto* const found = std::find_if(kContents.begin(), kContents.end(), [&name](const auto& row) {
        return strcasecmp(row.name, name.c_str()) == 0;
    });
    if (found == kContents.end()) {
        throw JobError(JobEnd::kHeld, "FaxContent=" + name +
                                          " is not known to the fax printer. Print again with one of "
                                          "Auto, Text, Photo, Vector.");
    }
    return found->content;
}

int requireWorkers(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > kMostWorkers) {
        throw JobError(JobEnd::kHeld, "fax-workers=" + text + " is not a number from 1 to " +
                                          std::to_string(kMostWorkers) +
                                          ". Print again with one, or without it.");
    }
    return number;
}

bool areMarksText(const std::string& text) {
    if (strcasecmp(text.c_str(), "text") == 0) {
        return true;
    }
    if (strcasecmp(text.c_str(), "auto") == 0) {
        return false;
    }
    throw JobError(JobEnd::kHeld,
                   "fax-marks=" + text + " is neither auto nor text. Print again with one of them.");
}

std::optional<std::string> chosen(const std::string& keyword, const std::vector<JobOption>& options,
                                  const PrinterDescription& printer) {
    if (auto own = valueOf(options, keyword)) {
        return own;
    }
    return printer.choiceFor(keyword, options);
}

}  // namespace

FaxSettings readFaxSettings(const std::vector<JobOption>& options, const PrinterDescription& printer) {
    FaxSettings settings;
    if (const auto name = chosen("PageSize", options, printer)) {
        settings.paper = requirePageSize(*name);
    } else if (const auto media = valueOf(options, "media")) {
        settings.paper = findPageSize(*media).value_or(settings.paper);
    }
    if (const auto name = chosen("Resolution", options, printer)) {
        settings.resolution = requireResolution(*name);
    }
    if (const auto name = chosen("FaxContent", options, printer)) {
        settings.content = requireContent(*name);
    }
    if (const auto text = valueOf(options, "fax-marks")) {
        settings.marksAreText = areMarksText(*text);
    }
    if (const auto number = valueOf(options, "fax-workers")) {
        settings.workers = requireWorkers(*number);
    }
    return settings;
}

}  // namespace voipnow
