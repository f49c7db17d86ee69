// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ppd_model.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "backend/ppd_option.hpp"

namespace voipnow {
namespace {

constexpr std::string_view kModel = "share/ppd/voipnow/voipnow-fax.ppd";
constexpr std::string_view kDefault = "*Default";
// What they are called in both, when one is a copy of the other.
constexpr std::array kIdentity{"*PCFileName:", "*NickName:"};
// Options whose choices are not the model's alone.
constexpr std::array kFilledIn{"phone", "FaxCover"};
// They have no choices of their own, and go with the paper.
constexpr std::array kOfPaper{"ImageableArea", "PaperDimension"};

// Without blanks and line ends about it.
std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos
               ? ""
               : std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// What stands behind the first statement that begins with `statement`, which has its colon.
std::optional<std::string> valueOf(const std::string& ppd, const std::string& statement) {
    std::size_t at = ppd.starts_with(statement) ? 0 : ppd.find('\n' + statement);
    if (at == std::string::npos) {
        return std::nullopt;
    }
    if (ppd[at] == '\n') {
        ++at;
    }
    const std::string_view line = std::string_view(ppd).substr(at, ppd.find('\n', at) - at);
    return trimmed(line.substr(statement.size()));
}

bool isSameModel(const std::string& ppd, const std::string& model) {
    return std::all_of(kIdentity.begin(), kIdentity.end(), [&](const char* statement) {
        const std::optional<std::string> name = valueOf(model, statement);
        return name && name == valueOf(ppd, statement);
    });
}

bool isTyped(const std::string& choice) {
    return choice == "Custom" || choice.starts_with("Custom.");
}

bool takes(const std::string& model, const std::string& keyword, const std::string& choice) {
    if (std::find(kOfPaper.begin(), kOfPaper.end(), keyword) != kOfPaper.end()) {
        return takes(model, "PageSize", choice);
    }
    const std::optional<PpdOption> option = PpdOption::find(model, keyword);
    if (!option) {
        return false;
    }
    if (isTyped(choice)) {
        return valueOf(model, "*Custom" + keyword + " True/").has_value() ||
               valueOf(model, "*Custom" + keyword + " True:").has_value();
    }
    const std::vector<PpdChoice> choices = option->choices();
    return std::any_of(choices.begin(), choices.end(),
                       [&](const PpdChoice& each) { return each.keyword == choice; });
}

// The line of the model, or what an administrator made of it.
std::string lineFrom(const std::string& line, const std::string& ppd, const std::string& model) {
    const std::size_t colon = line.find(':');
    if (!line.starts_with(kDefault) || colon == std::string::npos) {
        return line;
    }
    const std::optional<std::string> set = valueOf(ppd, line.substr(0, colon + 1));
    const std::string keyword = line.substr(kDefault.size(), colon - kDefault.size());
    return set && takes(model, keyword, *set) ? line.substr(0, colon + 1) + ' ' + *set : line;
}

}  // namespace

std::string installedModel(const std::filesystem::path& self) {
    std::ifstream in(self.parent_path().parent_path() / kModel, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string broughtToModel(const std::string& ppd, const std::string& model) {
    if (!isSameModel(ppd, model)) {
        return ppd;
    }
    // First what is filled in, so that these choices can be defaults too.
    std::string filled = model;
    for (const char* keyword : kFilledIn) {
        const std::optional<PpdOption> before = PpdOption::find(ppd, keyword);
        std::optional<PpdOption> now = PpdOption::find(filled, keyword);
        if (before && now) {
            now->setChoices(before->choices());
            filled = now->ppd();
        }
    }
    std::string made;
    made.reserve(filled.size());
    for (std::size_t at = 0; at < filled.size();) {
        const std::size_t end = std::min(filled.find('\n', at), filled.size());
        made += lineFrom(filled.substr(at, end - at), ppd, filled);
        made += filled.substr(end, 1);
        at = end + 1;
    }
    return made;
}

}  // namespace voipnow
