// PpdOption: an option in the text of a PPD, whose choices can be others.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// libcups reads PPDs and writes none. Of an option, this changes the lines of its choices and of its default between
// *OpenUI and *CloseUI, and no other byte of the file. Choices get no PostScript: that is for printers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow {

struct PpdChoice {
    std::string keyword;
    std::string text;  // as people read it; without control characters

    bool operator==(const PpdChoice&) const = default;
};

class PpdOption {
  public:
    // Nothing when the PPD has no option of that keyword.
    static std::optional<PpdOption> find(const std::string& ppd, const std::string& keyword);

    const std::string& keyword() const { return keyword_; }
    std::vector<PpdChoice> choices() const;
    // "None", or "Custom.5551234"; empty when there is none.
    std::string defaultChoice() const;

    // The first of them takes the place of the first that was there.
    void setChoices(const std::vector<PpdChoice>& choices);
    void setDefaultChoice(const std::string& keyword);

    // The whole PPD.
    std::string ppd() const { return before_ + joinedLines() + behind_; }

  private:
    PpdOption() = default;
    std::string joinedLines() const;
    bool isChoice(const std::string& line) const;

    std::string keyword_;
    std::string before_;              // to the line with *OpenUI and its end
    std::vector<std::string> lines_;  // statements, with their line ends
    std::string behind_;              // from *CloseUI on
};

// The text as it can stand behind the '/' of a choice: ':', '<', '>' and '"' as hexadecimal digits.
std::string escapedForPpd(std::string_view text);

}  // namespace voipnow
