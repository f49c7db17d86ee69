// The text of voipnow.conf, to set keys in it: comments, order and all other keys stay as they are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace voipnow {

class ConfigurationText {
  public:
    // A text that Configuration takes.
    explicit ConfigurationText(const std::string& text);

    // The value of the key in this section alone ("" is the global part; names as Configuration has them; keys with capitals
    // or blanks about them are the same, as there).
    std::optional<std::string> value(const std::string& section, const std::string& key) const;

    // In the place of the key's line; else below the comment that shows it (#key =); else behind the last key of the
    // section; else in a new section at the end.
    void set(const std::string& section, const std::string& key, const std::string& value);

    std::string text() const;

  private:
    struct Range {
        std::size_t begin = 0;  // of the lines below the head of the section
        std::size_t end = 0;
    };
    std::optional<Range> rangeOf(const std::string& section) const;
    std::optional<std::size_t> lineOf(const Range& range, const std::string& key, bool isComment) const;
    std::size_t placeIn(const Range& range) const;

    std::vector<std::string> lines_;
};

}  // namespace voipnow
