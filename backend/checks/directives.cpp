// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/directives.hpp"

#include <strings.h>

#include <fstream>

namespace voipnow {

std::optional<std::string> directiveOf(const std::filesystem::path& file, const std::string& name) {
    constexpr const char* kBlank = " \t\r";
    std::ifstream in(file);
    if (!in) {
        return std::nullopt;
    }
    std::string value;
    int depth = 0;
    for (std::string line; std::getline(in, line);) {
        line.erase(0, line.find_first_not_of(kBlank));
        line.erase(line.find_last_not_of(kBlank) + 1);
        if (line.starts_with("</")) {
            --depth;
        } else if (line.starts_with('<')) {
            ++depth;
        } else if (depth == 0) {
            const std::size_t end = line.find_first_of(kBlank);
            const std::string key = line.substr(0, end);
            if (strcasecmp(key.c_str(), name.c_str()) == 0) {
                const std::size_t begin = line.find_first_not_of(kBlank, key.size());
                value = begin == std::string::npos ? "" : line.substr(begin);
            }
        }
    }
    return value;
}

}  // namespace voipnow
