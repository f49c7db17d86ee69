// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cover_templates.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

constexpr std::string_view kEnding = ".cover";

bool isNameSign(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
           sign == '-' || sign == '_';
}

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= kLongestCoverName &&
           std::all_of(name.begin(), name.end(), &isNameSign);
}

std::string listed(const std::vector<std::string>& names) {
    std::string list = "None, Standard";
    for (const std::string& each : names) {
        list += ", " + each;
    }
    return list;
}

}  // namespace

std::vector<std::string> coverTemplates(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    const std::filesystem::directory_iterator end;
    for (std::filesystem::directory_iterator file(folder, error); !error && file != end;
         file.increment(error)) {
        std::error_code ignored;
        const std::string name = file->path().stem().string();
        if (file->path().extension() == kEnding && isName(name) && file->is_regular_file(ignored)) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::filesystem::path coverTemplate(const std::filesystem::path& folder, const std::string& name) {
    const std::vector<std::string> names = coverTemplates(folder);
    if (!std::binary_search(names.begin(), names.end(), name)) {
        throw JobError(JobEnd::kHeld, "FaxCover=" + name + ": there is no such cover page. There are " +
                                          listed(names) + ". An administrator adds others as " +
                                          (folder / ("NAME" + std::string(kEnding))).string() + '.');
    }
    return folder / (name + std::string(kEnding));
}

}  // namespace voipnow
