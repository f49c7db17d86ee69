// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_template.hpp"

#include <glib.h>
#include <pango/pango.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <utility>

#include "backend/job_error.hpp"
#include "filters/cover_file.hpp"
#include "filters/cover_text.hpp"
#include "filters/pango_handles.hpp"
#include "filters/standard_cover.hpp"

namespace voipnow {
namespace {

constexpr const char* kWhat = "The cover template";
constexpr std::string_view kBlanks = " \t";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// The millimetres of a setting.
double millimetres(std::string_view text, int least, int most) {
    if (text.ends_with("mm")) {
        text = trimmed(text.substr(0, text.size() - 2));
    }
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
        throw CoverMistake("the value must be whole millimetres, from " + std::to_string(least) + " to " +
                           std::to_string(most));
    }
    return number;
}

std::string fontNamed(std::string_view text) {
    constexpr double kLeast = 8;
    constexpr double kMost = 24;
    std::string name(text);
    const FontHandle font(pango_font_description_from_string(name.c_str()));
    const double points = pango_font_description_get_size(font.get()) / static_cast<double>(PANGO_SCALE);
    if (pango_font_description_get_family(font.get()) == nullptr ||
        pango_font_description_get_size_is_absolute(font.get()) != FALSE || points < kLeast ||
        points > kMost) {
        throw CoverMistake(
            "the value must be the name of a font and its size in points, 8 to 24, like DejaVu Sans 12");
    }
    return name;
}

std::filesystem::path logoNamed(std::string_view text, const std::filesystem::path& folder) {
    if (text.find('/') != std::string_view::npos || text.starts_with('.') || !text.ends_with(".png")) {
        throw CoverMistake("the value must be the name of a PNG file beside the template, like logo.png");
    }
    return folder / text;
}

LogoPlace placeNamed(std::string_view text) {
    if (text == "left") {
        return LogoPlace::kLeft;
    }
    if (text == "centre" || text == "center") {
        return LogoPlace::kCentre;
    }
    if (text == "right") {
        return LogoPlace::kRight;
    }
    throw CoverMistake("the value must be left, centre or right");
}

std::string languageNamed(std::string_view text) {
    constexpr std::size_t kLongest = 35;
    if (text.empty() || text.size() > kLongest || !std::all_of(text.begin(), text.end(), [](char each) {
            return g_ascii_isalnum(each) || each == '-';
        })) {
        throw CoverMistake("the value must be a language, like ja or zh-tw");
    }
    return std::string(text);
}

bool isRule(std::string_view line, char sign) {
    constexpr std::size_t kShortest = 3;
    return line.size() >= kShortest && line.find_first_not_of(sign) == std::string_view::npos;
}

// Reads a template line by line.
class Parser {
  public:
    Parser(std::string name, std::filesystem::path folder) : folder_(std::move(folder)) {
        cover_.name = std::move(name);
    }

    CoverTemplate parse(std::string_view text) {
        if (text.starts_with("\xEF\xBB\xBF")) {
            text.remove_prefix(3);
        }
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            ++number_;
            try {
                take(trimmed(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line));
            } catch (const CoverMistake& mistake) {
                throw JobError(JobEnd::kHeld, std::string(kWhat) + ' ' + cover_.name +
                                                  " has a mistake in line " + std::to_string(number_) + ": " +
                                                  mistake.what() + ". Correct it, then release the job.");
            }
        }
        if (!hasBody_) {
            throw JobError(JobEnd::kHeld,
                           std::string(kWhat) + ' ' + cover_.name +
                               " is empty. Write what is to stand on the page, then release the job.");
        }
        return std::move(cover_);
    }

  private:
    void take(std::string_view line) {
        if (g_utf8_validate(line.data(), static_cast<gssize>(line.size()), nullptr) == FALSE) {
            throw CoverMistake("it is no UTF-8. Save the file as UTF-8");
        }
        if (number_ > kMostCoverLines) {
            throw CoverMistake("a template has at most " + std::to_string(kMostCoverLines) + " lines");
        }
        if (line.starts_with('#') || (line.empty() && !hasBody_) || takeSetting(line)) {
            return;
        }
        hasBody_ = true;
        if (line == "[foot]") {
            if (inFoot_) {
                throw CoverMistake("[foot] is there twice");
            }
            inFoot_ = true;
            return;
        }
        (inFoot_ ? cover_.foot : cover_.body).push_back(lineOf(line));
    }

    // A word, then "=": a setting, in its place or out of it.
    bool takeSetting(std::string_view line) {
        const std::size_t sign = line.find('=');
        const std::string_view key = trimmed(line.substr(0, sign));
        if (sign == std::string_view::npos || key.empty() ||
            !std::all_of(key.begin(), key.end(),
                         [](char each) { return g_ascii_islower(each) || each == '-'; })) {
            return false;
        }
        const auto setting = settings_.find(key);
        if (hasBody_ && setting == settings_.end()) {
            return false;
        }
        if (hasBody_) {
            throw CoverMistake("the setting \"" + std::string(key) +
                               "\" stands behind the first line of the page");
        }
        if (setting == settings_.end()) {
            throw CoverMistake("there is no setting \"" + std::string(key.substr(0, 40)) + '"');
        }
        try {
            setting->second(trimmed(line.substr(sign + 1)));
        } catch (const CoverMistake& mistake) {
            throw CoverMistake(std::string(key) + ": " + mistake.what());
        }
        return true;
    }

    CoverLine lineOf(std::string_view line) const {
        using Kind = CoverLine::Kind;
        if (line.empty()) {
            return {.kind = Kind::kSpace, .number = number_};
        }
        if (isRule(line, '-')) {
            return {.kind = Kind::kThinRule, .number = number_};
        }
        if (isRule(line, '=')) {
            return {.kind = Kind::kThickRule, .number = number_};
        }
        if (const std::size_t bar = line.find('|'); bar != std::string_view::npos) {
            return {.kind = Kind::kRow,
                    .number = number_,
                    .label = parseCoverText(trimmed(line.substr(0, bar))),
                    .text = parseCoverText(trimmed(line.substr(bar + 1)))};
        }
        CoverLine text{.number = number_};
        if (line.starts_with('[')) {
            const std::size_t end = std::min(line.find(']'), line.size() - 1);
            text.alignment = alignmentNamed(line.substr(0, end + 1));
            line = trimmed(line.substr(end + 1));
        }
        text.text = parseCoverText(line);
        return text;
    }

    static CoverAlignment alignmentNamed(std::string_view word) {
        if (word == "[right]") {
            return CoverAlignment::kEnd;
        }
        if (word == "[centre]" || word == "[center]") {
            return CoverAlignment::kCentre;
        }
        throw CoverMistake(
            "only [right], [centre] and [foot] can stand in brackets at the beginning of a line; write "
            "&#91; for a bracket");
    }

    using Setting = std::function<void(std::string_view)>;

    std::filesystem::path folder_;
    CoverTemplate cover_{};
    int number_ = 0;
    bool hasBody_ = false;
    bool inFoot_ = false;
    std::map<std::string, Setting, std::less<>> settings_{
        {"font", [this](std::string_view value) { cover_.font = fontNamed(value); }},
        {"logo", [this](std::string_view value) { cover_.logo = logoNamed(value, folder_); }},
        {"logo-height", [this](std::string_view value) { cover_.logoHeight = millimetres(value, 5, 60); }},
        {"logo-place", [this](std::string_view value) { cover_.logoPlace = placeNamed(value); }},
        {"margins", [this](std::string_view value) { cover_.margins = millimetres(value, 10, 40); }},
        {"language", [this](std::string_view value) { cover_.language = languageNamed(value); }},
        {"more-recipients", [this](std::string_view value) { cover_.moreRecipients = value; }},
        {"shortened", [this](std::string_view value) { cover_.shortened = value; }},
    };
};

}  // namespace

CoverTemplate parseCoverTemplate(std::string_view text, const std::string& name,
                                 const std::filesystem::path& folder) {
    return Parser(name, folder).parse(text);
}

CoverTemplate readCoverTemplate(const std::filesystem::path& file) {
    if (file.empty()) {
        return parseCoverTemplate(kStandardCover, "Standard", {});
    }
    return parseCoverTemplate(readCoverFile(file, kLongestCoverTemplate, kWhat), file.string(),
                              file.parent_path());
}

}  // namespace voipnow
