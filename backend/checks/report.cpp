// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/report.hpp"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iomanip>

#include "backend/printable.hpp"

namespace voipnow {
namespace {

struct VerdictWords {
    const char* name;     // in JSON
    const char* mark;     // before a line
    const char* summary;  // as monitoring knows it
    const char* happens;  // to a check
    int exitCode;
};

// In the order of the enumeration.
constexpr std::array<VerdictWords, 4> kVerdicts{{
    {"fine", "ok", "OK", "fine", 0},
    {"unknown", "?", "UNKNOWN", "unknown", 3},
    {"warning", "warning", "WARNING", "with a warning", 1},
    {"failed", "FAILED", "CRITICAL", "failed", 2},
}};

const VerdictWords& wordsOf(Verdict verdict) {
    return kVerdicts.at(static_cast<std::size_t>(verdict));
}

// "CRITICAL: 1 of 18 checks failed: token (Fax)"
std::string summaryOf(const std::vector<CheckedPart>& parts) {
    const Verdict worst = weightiest(parts);
    std::size_t all = 0;
    std::size_t bad = 0;
    std::string which;
    for (const CheckedPart& part : parts) {
        for (const Finding& each : part.findings) {
            ++all;
            if (each.verdict == worst) {
                ++bad;
                which += (which.empty() ? "" : ", ") + each.check +
                         (part.printer.empty() ? "" : " (" + part.printer + ')');
            }
        }
    }
    const VerdictWords& words = wordsOf(worst);
    if (worst == Verdict::kFine) {
        return std::string(words.summary) + ": all " + std::to_string(all) + " checks are fine";
    }
    return std::string(words.summary) + ": " + std::to_string(bad) + " of " + std::to_string(all) +
           " checks " + words.happens + ": " + which;
}

std::size_t widthOf(const std::vector<CheckedPart>& parts) {
    std::size_t width = 0;
    for (const CheckedPart& part : parts) {
        for (const Finding& each : part.findings) {
            width = std::max(width, each.check.size());
        }
    }
    return width;
}

}  // namespace

Verdict weightiest(const std::vector<CheckedPart>& parts) {
    Verdict worst = Verdict::kFine;
    for (const CheckedPart& part : parts) {
        for (const Finding& each : part.findings) {
            worst = std::max(worst, each.verdict);
        }
    }
    return worst;
}

int exitCodeFor(Verdict verdict) {
    return wordsOf(verdict).exitCode;
}

void printReport(const std::vector<CheckedPart>& parts, std::ostream& out) {
    constexpr int kMarkWidth = 9;
    const int width = static_cast<int>(widthOf(parts)) + 2;
    out << printable(summaryOf(parts)) << '\n';
    for (const CheckedPart& part : parts) {
        out << (part.printer.empty() ? "This machine" : "Printer " + printable(part.printer)) << '\n';
        for (const Finding& each : part.findings) {
            out << "  " << std::left << std::setw(kMarkWidth) << wordsOf(each.verdict).mark
                << std::setw(width) << each.check
                << printable(each.text + (each.cure.empty() ? "" : ' ' + each.cure)) << '\n';
        }
    }
}

void printReportAsJson(const std::vector<CheckedPart>& parts, std::ostream& out) {
    rapidjson::OStreamWrapper stream(out);
    rapidjson::PrettyWriter<rapidjson::OStreamWrapper> writer(stream);
    writer.SetIndent(' ', 2);
    const auto add = [&writer](const char* name, const std::string& text) {
        writer.Key(name);
        writer.String(printable(text));
    };
    writer.StartObject();
    add("verdict", wordsOf(weightiest(parts)).name);
    writer.Key("checks");
    writer.StartArray();
    for (const CheckedPart& part : parts) {
        for (const Finding& each : part.findings) {
            writer.StartObject();
            add("printer", part.printer);
            add("check", each.check);
            add("verdict", wordsOf(each.verdict).name);
            add("text", each.text);
            add("cure", each.cure);
            writer.EndObject();
        }
    }
    writer.EndArray();
    writer.EndObject();
    out << '\n';
}

}  // namespace voipnow
