// MarkLetters: a text as marks are looked for in it: NFKC, small letters, without blanks and hyphens at line ends.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Programs and text extraction put blanks, line breaks and hyphens where the writer of a mark had none, so the letters
// stand close here, and each knows the character of the text that it comes from. Places are indexes of letters; behind the
// last there are zeros.
#pragma once

#include <glib.h>

#include <cstddef>
#include <string>
#include <vector>

namespace voipnow {

class MarkLetters {
  public:
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

    // `text` is valid UTF-8.
    explicit MarkLetters(const std::string& text);

    std::size_t size() const { return letters_.size(); }
    gunichar operator[](std::size_t at) const { return at < letters_.size() ? letters_[at].is : 0; }

    // Which character of the text this letter is; its end for places behind the last.
    std::size_t character(std::size_t at) const {
        return at < letters_.size() ? letters_[at].character : text_.size();
    }

    // Whether nothing stands between this letter and the one before it.
    bool isTight(std::size_t at) const;
    bool isWordLetter(std::size_t at) const {
        return g_unichar_isalnum((*this)[at]) != FALSE || (*this)[at] == '_';
    }

    bool isPair(std::size_t at) const { return (*this)[at] == '@' && (*this)[at + 1] == '@'; }
    std::size_t next(gunichar letter, std::size_t from) const;
    // The next @@ that begins fewer than `reach` letters on.
    std::size_t nextPair(std::size_t from, std::size_t reach) const;
    // How many @ stand here.
    std::size_t runOfAt(std::size_t at) const;
    // The letters of the alphabet that stand here; '?' for those that are not ASCII.
    std::string wordAt(std::size_t at) const;

    // These characters of the text in NFKC, blanks collapsed. What a line break separated is joined by a blank, or by
    // nothing behind a hyphen and between letters of scripts that are written without blanks.
    std::string textBetween(std::size_t first, std::size_t end) const;

  private:
    struct Letter {
        gunichar is;
        std::size_t character;
    };

    void addLetters(std::size_t character);
    bool isEndOfLine(std::size_t character) const;

    std::vector<gunichar> text_;
    std::vector<Letter> letters_;
};

}  // namespace voipnow
