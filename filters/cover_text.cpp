// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_text.hpp"

#include <pango/pango.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "filters/pango_handles.hpp"

namespace voipnow {
namespace {

struct FieldName {
    std::string_view name;
    CoverField field;
};

constexpr std::array<FieldName, kCoverFieldCount> kFields{{{"to", CoverField::kTo},
                                                           {"from", CoverField::kFrom},
                                                           {"subject", CoverField::kSubject},
                                                           {"date", CoverField::kDate},
                                                           {"pages", CoverField::kPages},
                                                           {"comment", CoverField::kComment}}};

CoverField fieldNamed(std::string_view name) {
    const auto* const found = std::find_if(kFields.begin(), kFields.end(),
                                           [name](const FieldName& each) { return each.name == name; });
    if (found == kFields.end()) {
        throw CoverMistake(
            "there is no field {" + std::string(name.substr(0, 40)) +
            "}. The fields are {to}, {from}, {subject}, {date}, {pages} and {comment}; write {{ for a "
            "brace");
    }
    return found->field;
}

// What Pango says, without a place, which would be one in a single line.
std::string reason(const GError* error) {
    const std::string_view message = error != nullptr ? error->message : "unknown";
    constexpr std::string_view kPlace = "Error on line ";
    const std::size_t colon = message.find(": ");
    return std::string(
        message.starts_with(kPlace) && colon != std::string_view::npos ? message.substr(colon + 2) : message);
}

void tryMarkup(const CoverText& text) {
    std::string sample;
    for (const CoverPiece& each : text) {
        sample += each.field ? "x" : each.markup;
    }
    GError* error = nullptr;
    const gboolean isGood = pango_parse_markup(sample.data(), static_cast<int>(sample.size()), 0, nullptr,
                                               nullptr, nullptr, &error);
    const GErrorHandle owned(error);
    if (isGood == FALSE) {
        throw CoverMistake("the markup is broken (" + reason(error) +
                           "). Close each tag, and write &amp; for & and &lt; for <");
    }
}

}  // namespace

CoverText parseCoverText(std::string_view text) {
    CoverText pieces;
    std::string markup;
    bool inTag = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (character == '{' && text.substr(at).starts_with("{{")) {
            markup += text[at++];
        } else if (character == '{') {
            const std::size_t end = text.find('}', at);
            if (end == std::string_view::npos) {
                throw CoverMistake("a { has no }. Write {{ for a brace");
            }
            if (inTag) {
                throw CoverMistake("a field stands inside a tag, between < and >; it can stand in text only");
            }
            const CoverField field = fieldNamed(text.substr(at + 1, end - at - 1));
            if (!markup.empty()) {
                pieces.push_back({.markup = std::exchange(markup, {})});
            }
            pieces.push_back({.field = field});
            at = end;
        } else {
            inTag = character == '<' || (inTag && character != '>');
            markup += character;
        }
    }
    if (!markup.empty()) {
        pieces.push_back({.markup = markup});
    }
    tryMarkup(pieces);
    return pieces;
}

}  // namespace voipnow
