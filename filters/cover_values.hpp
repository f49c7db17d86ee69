// CoverValues: what stands in the fields of a cover page, made safe for it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values come from users, documents and phone books. Control characters and marks that reverse the direction of text go
// (backend/printable.hpp), what would be markup is escaped, heaps of marks on one letter are levelled, and each value is
// isolated by direction, so a Hebrew name leaves the number beside it as it is. Of many recipients the first few stand
// there with the number of the others; a text that is far too long is cut, and one can see that it is.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "filters/cover_request.hpp"
#include "filters/cover_template.hpp"

namespace voipnow {

inline constexpr std::size_t kMostShownRecipients = 6;

class CoverValues {
  public:
    CoverValues(const CoverFields& fields, const CoverTemplate& cover);

    // How many characters of the comment there are, and to be shown: all at first, if there are not
    // thousands.
    std::size_t commentLength() const { return comment_.size(); }
    void showOfComment(std::size_t characters) { shown_ = characters; }
    std::size_t shownOfComment() const { return shown_; }
    std::size_t shownBreaks() const;  // line breaks in what is shown

    // The text with its fields filled in, as markup.
    std::string markup(const CoverText& text) const;

    // Whether it has fields and all of them are empty.
    bool isEmpty(const CoverText& text) const;

  private:
    std::string value(CoverField field) const;
    std::string shownComment() const;

    std::string to_;
    std::string from_;
    std::string subject_;
    std::string date_;
    std::string pages_;
    std::u32string comment_;
    std::size_t shown_;
    std::string shortened_;
};

}  // namespace voipnow
