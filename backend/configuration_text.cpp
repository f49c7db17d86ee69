// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/configuration_text.hpp"

#include <sstream>
#include <string_view>

#include "backend/configuration_values.hpp"

namespace voipnow {
namespace {

bool isHead(const std::string& line) {
    return trimmed(line).starts_with('[');
}

// Of a line "[words]".
std::string nameIn(const std::string& line) {
    const std::string head = trimmed(line);
    return head.size() < 2 ? "" : sectionNamed(std::string_view(head).substr(1, head.size() - 2));
}

bool isComment(const std::string& line) {
    const std::string text = trimmed(line);
    return text.starts_with('#') || text.starts_with(';');
}

// "app-key" of "app-key = 1", and, with `commented`, of "#app-key = 1".
std::string keyIn(const std::string& line, bool commented) {
    std::string text = trimmed(line);
    if (isComment(text) != commented) {
        return {};
    }
    text = commented ? text.substr(1) : text;
    const std::size_t equals = text.find('=');
    return equals == std::string::npos ? "" : lowered(trimmed(std::string_view(text).substr(0, equals)));
}

}  // namespace

ConfigurationText::ConfigurationText(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        lines_.push_back(line);
    }
}

std::optional<std::string> ConfigurationText::value(const std::string& section,
                                                    const std::string& key) const {
    const std::optional<Range> range = rangeOf(section);
    const std::optional<std::size_t> line = range ? lineOf(*range, key, /*isComment=*/false) : std::nullopt;
    if (!line) {
        return std::nullopt;
    }
    const std::string& text = lines_[*line];
    return trimmed(std::string_view(text).substr(text.find('=') + 1));
}

void ConfigurationText::set(const std::string& section, const std::string& key, const std::string& value) {
    const std::string line = lowered(trimmed(key)) + " =" + (value.empty() ? "" : ' ' + value);
    const std::optional<Range> range = rangeOf(section);
    if (!range) {
        if (!lines_.empty() && !trimmed(lines_.back()).empty()) {
            lines_.emplace_back();
        }
        lines_.push_back('[' + section + ']');
        lines_.push_back(line);
    } else if (const auto old = lineOf(*range, key, /*isComment=*/false)) {
        lines_[*old] = line;
    } else {
        const auto shown = lineOf(*range, key, /*isComment=*/true);
        const std::size_t place = shown ? *shown + 1 : placeIn(*range);
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(place), line);
    }
}

std::string ConfigurationText::text() const {
    std::string whole;
    for (const std::string& line : lines_) {
        whole += line + '\n';
    }
    return whole;
}

std::optional<ConfigurationText::Range> ConfigurationText::rangeOf(const std::string& section) const {
    std::optional<Range> range;
    if (section.empty()) {
        range = Range{0, lines_.size()};
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (!isHead(lines_[i])) {
            continue;
        }
        if (range) {
            range->end = i;
            return range;
        }
        if (nameIn(lines_[i]) == section) {
            range = Range{i + 1, lines_.size()};
        }
    }
    return range;
}

std::optional<std::size_t> ConfigurationText::lineOf(const Range& range, const std::string& key,
                                                     bool isComment) const {
    const std::string wanted = lowered(trimmed(key));
    for (std::size_t i = range.begin; i < range.end; ++i) {
        if (keyIn(lines_[i], isComment) == wanted) {
            return i;
        }
    }
    return std::nullopt;
}

// Comments at the end of a section are about the next one.
std::size_t ConfigurationText::placeIn(const Range& range) const {
    std::size_t place = range.end;
    while (place > range.begin && (trimmed(lines_[place - 1]).empty() || isComment(lines_[place - 1]))) {
        --place;
    }
    return place;
}

}  // namespace voipnow
