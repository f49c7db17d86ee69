// CommandWords: the words behind a command, taken one after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "backend/wrong_arguments.hpp"

namespace voipnow {

class CommandWords {
  public:
    explicit CommandWords(const std::vector<std::string>& words) : words_(words) {}

    // To the next word; false after the last.
    bool next() {
        at_ = isBegun_ ? at_ + 1 : 0;
        isBegun_ = true;
        return at_ < words_.size();
    }

    const std::string& word() const { return words_[at_]; }

    // The value of the option `name` when this word is that option: behind a `=`, or the next word, which is then this
    // one. WrongArguments when there is none.
    std::optional<std::string> valueOf(const std::string& name) {
        if (word() != name) {
            const std::string joined = name + '=';
            return word().starts_with(joined) ? std::optional(word().substr(joined.size())) : std::nullopt;
        }
        if (!next()) {
            throw WrongArguments(name + " needs a value");
        }
        return word();
    }

  private:
    const std::vector<std::string>& words_;
    std::size_t at_ = 0;
    bool isBegun_ = false;
};

}  // namespace voipnow
