// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/vcard_lines.hpp"

#include <glib.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

namespace voipnow {
namespace {

using Text = std::unique_ptr<char, decltype(&g_free)>;

struct RawLine {
    int number;
    std::string text;
};

std::string upper(std::string_view text) {
    std::string made(text);
    std::transform(made.begin(), made.end(), made.begin(), &g_ascii_toupper);
    return made;
}

bool isQuotedPrintable(const std::string& line) {
    return upper(line.substr(0, line.find(':'))).find("QUOTED-PRINTABLE") != std::string::npos;
}

// Lines as they were before they were folded. In quoted-printable, '=' at the end of a line is a fold.
std::vector<RawLine> unfolded(const std::string& text) {
    std::vector<RawLine> lines;
    int number = 0;
    bool isFolded = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + (text.compare(end, 2, "\r\n") == 0 ? 2 : 1);
        ++number;
        if (isFolded) {
            lines.back().text.pop_back();
            lines.back().text += line;
        } else if (!lines.empty() && (line.starts_with(' ') || line.starts_with('\t'))) {
            lines.back().text += line.substr(1);
        } else {
            lines.push_back({number, line});
        }
        isFolded = lines.back().text.ends_with('=') && isQuotedPrintable(lines.back().text);
    }
    return lines;
}

std::string decodedQuotedPrintable(const std::string& text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isCode = text[i] == '=' && i + 2 < text.size() && g_ascii_isxdigit(text[i + 1]) &&
                            g_ascii_isxdigit(text[i + 2]);
        if (isCode) {
            constexpr int kSixteen = 16;
            made += static_cast<char>(g_ascii_xdigit_value(text[i + 1]) * kSixteen +
                                      g_ascii_xdigit_value(text[i + 2]));
            i += 2;
        } else {
            made += text[i];
        }
    }
    return made;
}

// Where the value begins: behind the first ':' that is not within quotes.
std::optional<std::size_t> colonOf(const std::string& line) {
    bool inQuotes = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        inQuotes = inQuotes != (line[i] == '"');
        if (line[i] == ':' && !inQuotes) {
            return i;
        }
    }
    return std::nullopt;
}

std::string parameter(const VcardLine& line, const std::string& name) {
    const auto found = std::find_if(line.parameters.begin(), line.parameters.end(),
                                    [&](const auto& each) { return each.first == name; });
    return found == line.parameters.end() ? "" : found->second;
}

// Parts between ';' that is not within quotes.
std::vector<std::string> headParts(const std::string& head) {
    std::vector<std::string> parts(1);
    bool inQuotes = false;
    for (const char letter : head) {
        inQuotes = inQuotes != (letter == '"');
        if (letter == ';' && !inQuotes) {
            parts.emplace_back();
        } else if (letter != '"') {
            parts.back() += letter;
        }
    }
    return parts;
}

void takeHead(const std::string& head, VcardLine& line) {
    const std::vector<std::string> parts = headParts(head);
    const std::size_t dot = parts.front().rfind('.');
    line.name = upper(parts.front().substr(dot + 1));
    line.group = dot == std::string::npos ? "" : upper(parts.front().substr(0, dot));
    for (auto part = parts.begin() + 1; part != parts.end(); ++part) {
        const std::size_t equals = part->find('=');
        line.parameters.emplace_back(upper(part->substr(0, equals)),
                                     equals == std::string::npos ? "" : part->substr(equals + 1));
    }
}

void decode(VcardLine& line) {
    const bool isQuoted = std::any_of(line.parameters.begin(), line.parameters.end(), [](const auto& each) {
        return upper(each.second) == "QUOTED-PRINTABLE" || each.first == "QUOTED-PRINTABLE";
    });
    if (isQuoted) {
        line.value = decodedQuotedPrintable(line.value);
    }
    const std::string charset = upper(parameter(line, "CHARSET"));
    if (!charset.empty() && charset != "UTF-8") {
        const Text converted(g_convert(line.value.data(), static_cast<gssize>(line.value.size()), "UTF-8",
                                       charset.c_str(), nullptr, nullptr, nullptr),
                             &g_free);
        line.value = converted ? converted.get() : line.value;
    }
    if (g_utf8_validate(line.value.data(), static_cast<gssize>(line.value.size()), nullptr) == FALSE) {
        line.fault = line.name + " is not valid UTF-8 text.";
    }
}

}  // namespace

std::vector<VcardLine> vcardLines(const std::string& text) {
    std::vector<VcardLine> lines;
    for (const RawLine& raw : unfolded(text)) {
        if (const std::optional<std::size_t> colon = colonOf(raw.text)) {
            VcardLine line;
            line.number = raw.number;
            takeHead(raw.text.substr(0, *colon), line);
            line.value = raw.text.substr(*colon + 1);
            decode(line);
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

std::vector<std::string> splitAt(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char letter : text) {
        if (letter == separator) {
            parts.emplace_back();
        } else {
            parts.back() += letter;
        }
    }
    return parts;
}

std::vector<std::string> splitEscaped(const std::string& value, char separator) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size()) {
            ++i;
            parts.back() += value[i] == 'n' || value[i] == 'N' ? ' ' : value[i];
        } else if (value[i] == separator) {
            parts.emplace_back();
        } else {
            parts.back() += value[i];
        }
    }
    return parts;
}

std::string unescapedValue(const std::string& value) {
    return splitEscaped(value, '\0').front();
}

std::string escapedValue(const std::string& text) {
    std::string made;
    for (const char letter : text) {
        if (letter == '\\' || letter == ',' || letter == ';') {
            made += '\\';
        }
        made += letter;
    }
    return made;
}

}  // namespace voipnow
