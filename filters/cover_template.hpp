// CoverTemplate: what a cover page looks like, as an administrator wrote it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A template is a text file in UTF-8; install/doc/cover-pages.md tells administrators how to write one. In short:
// settings (`key = value`) first, then the page, line by line:
//
//     # …                 a comment, anywhere
//     ---  ===            a thin and a thick rule (three signs or more)
//     (an empty line)     space
//     LABEL | text        a row of a table
//     [right] text        text at the right, [centre] in the middle
//     [foot]              what follows stands at the foot of the page
//     text                everything else
//
// Text and labels are Pango markup with fields in braces: {to} {from} {subject} {date} {pages} {comment}; {{ is a brace.
// A line whose fields are all empty is left out. Nothing in a template is run, and it names no file but its logo.
// Each mistake is a JobError kHeld with the file, the line, and what is wrong.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow {

inline constexpr std::size_t kLongestCoverTemplate = std::size_t{64} << 10;  // bytes
inline constexpr int kMostCoverLines = 500;

enum class CoverField { kTo, kFrom, kSubject, kDate, kPages, kComment };
inline constexpr std::size_t kCoverFieldCount = 6;

// Markup of the template, or a field that stands there.
struct CoverPiece {
    std::string markup = {};
    std::optional<CoverField> field = {};
};
using CoverText = std::vector<CoverPiece>;

enum class CoverAlignment { kStart, kCentre, kEnd };

struct CoverLine {
    enum class Kind { kText, kRow, kThinRule, kThickRule, kSpace };

    Kind kind = Kind::kText;
    int number = 0;        // in the file, from 1
    CoverText label = {};  // of a row
    CoverText text = {};
    CoverAlignment alignment = CoverAlignment::kStart;  // of a text
};

enum class LogoPlace { kLeft, kCentre, kRight };

struct CoverTemplate {
    std::string name;  // for messages
    std::string font = "DejaVu Sans 12";
    std::filesystem::path logo = {};  // whole path; empty: none
    double logoHeight = 20;           // millimetres
    LogoPlace logoPlace = LogoPlace::kRight;
    double margins = 22;        // millimetres
    std::string language = {};  // as in HTML: decides between Chinese and Japanese forms of a character
    std::string moreRecipients = "and {count} more";
    std::string shortened = "… (shortened)";
    std::vector<CoverLine> body = {};
    std::vector<CoverLine> foot = {};
};

// `name` is for messages, the logo is looked for in `folder`.
CoverTemplate parseCoverTemplate(std::string_view text, const std::string& name,
                                 const std::filesystem::path& folder);

// From a file; JobError kHeld also when it cannot be read or is too large. The empty path is the built-in Standard.
CoverTemplate readCoverTemplate(const std::filesystem::path& file);

}  // namespace voipnow
