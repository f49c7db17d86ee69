// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_settings.hpp"

#include <optional>
#include <string>

#include "backend/job_options.hpp"

namespace voipnow {
namespace {

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
    return settings;
}

}  // namespace voipnow
