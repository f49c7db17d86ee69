// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/preview_report.hpp"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "backend/printable.hpp"
#include "filters/line_time.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kColumns = 9;
using Row = std::array<std::string, kColumns>;

double tenths(double number) {
    return std::round(number * 10) / 10;
}

double secondsAt(std::uint64_t bytes, int bitsPerSecond) {
    return tenths(secondsOnTheLine(bytes, bitsPerSecond));
}

// With one digit behind the point, and always a point.
std::string withTenths(double number, const char* unit) {
    const long all = std::lround(number * 10);
    return std::to_string(all / 10) + '.' + std::to_string(all % 10) + ' ' + unit;
}

std::string seconds(std::uint64_t bytes, int bitsPerSecond) {
    return withTenths(secondsAt(bytes, bitsPerSecond), "s");
}

Row rowOf(const std::string& page, const std::string& pixels, const PageCost& cost) {
    return {page,
            pixels,
            std::to_string(cost.t6Bytes),
            seconds(cost.t6Bytes, kFastModem),
            seconds(cost.t6Bytes, kSlowModem),
            std::to_string(cost.mhBytes),
            seconds(cost.mhBytes, kFastModem),
            seconds(cost.mhBytes, kSlowModem),
            withTenths(cost.black * 100, "%")};
}

std::vector<Row> rowsOf(const std::vector<PageCost>& costs) {
    std::vector<Row> rows{{"PAGE", "PIXELS", "T.6 BYTES", "AT 14,400", "AT 9,600", "T.4 MH BYTES",
                           "AT 14,400", "AT 9,600", "BLACK"}};
    for (const PageCost& cost : costs) {
        rows.push_back(rowOf(std::to_string(cost.page),
                             std::to_string(cost.width) + 'x' + std::to_string(cost.height), cost));
    }
    if (costs.size() > 1) {
        rows.push_back(rowOf("all", "", costOfAll(costs)));
    }
    return rows;
}

// Numbers are compared digit by digit: all columns stand to the right.
void printTable(const std::vector<Row>& rows, std::ostream& out) {
    std::array<std::size_t, kColumns> widths{};
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < kColumns; ++column) {
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < kColumns; ++column) {
            out << (column == 0 ? "" : "  ") << std::string(widths[column] - row[column].size(), ' ')
                << row[column];
        }
        out << '\n';
    }
}

// "1 page", "2 pages".
std::string counted(std::uint64_t count, const std::string& what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

void printFiles(const std::vector<std::filesystem::path>& files, std::ostream& out) {
    if (!files.empty()) {
        out << "Written: " << printable(files.front().string())
            << (files.size() == 1   ? ""
                : files.size() == 2 ? " and "
                                    : " to ")
            << (files.size() == 1 ? "" : printable(files.back().string())) << '\n';
    }
}

using JsonWriter = rapidjson::PrettyWriter<rapidjson::OStreamWrapper>;

void add(JsonWriter& writer, const char* name, std::uint64_t number) {
    writer.Key(name);
    writer.Uint64(number);
}

void add(JsonWriter& writer, const char* name, double number) {
    writer.Key(name);
    writer.Double(number);
}

void addText(JsonWriter& writer, const char* name, std::string_view text) {
    writer.Key(name);
    writer.String(printable(text, text.size() * 3 + 3));
}

void addTexts(JsonWriter& writer, const char* name, const std::vector<std::string>& texts) {
    writer.Key(name);
    writer.StartArray();
    for (const std::string& text : texts) {
        writer.String(printable(text, text.size() * 3 + 3));
    }
    writer.EndArray();
}

void addCost(JsonWriter& writer, const PageCost& cost) {
    add(writer, "t6-bytes", cost.t6Bytes);
    add(writer, "t6-seconds-14400", secondsAt(cost.t6Bytes, kFastModem));
    add(writer, "t6-seconds-9600", secondsAt(cost.t6Bytes, kSlowModem));
    add(writer, "mh-bytes", cost.mhBytes);
    add(writer, "mh-seconds-14400", secondsAt(cost.mhBytes, kFastModem));
    add(writer, "mh-seconds-9600", secondsAt(cost.mhBytes, kSlowModem));
    add(writer, "black", std::round(cost.black * 10'000) / 10'000);
}

void addCosts(JsonWriter& writer, const std::vector<PageCost>& costs) {
    writer.Key("page-costs");
    writer.StartArray();
    for (const PageCost& cost : costs) {
        writer.StartObject();
        writer.Key("page");
        writer.Int(cost.page);
        add(writer, "width", std::uint64_t{cost.width});
        add(writer, "height", std::uint64_t{cost.height});
        addText(writer, "resolution", cost.resolution.name);
        addCost(writer, cost);
        writer.EndObject();
    }
    writer.EndArray();
    writer.Key("total-cost");
    writer.StartObject();
    addCost(writer, costOfAll(costs));
    writer.EndObject();
}

void addHints(JsonWriter& writer, const std::vector<PageHint>& hints) {
    writer.Key("hints");
    writer.StartArray();
    for (const PageHint& hint : hints) {
        writer.StartObject();
        addText(writer, "kind", hint.kind == PageHint::Kind::kSlow ? "slow" : "dark");
        writer.Key("pages");
        writer.StartArray();
        for (const int page : hint.pages) {
            writer.Int(page);
        }
        writer.EndArray();
        addText(writer, "text", hint.text);
        writer.EndObject();
    }
    writer.EndArray();
}

std::vector<std::string> namesOf(const std::vector<std::filesystem::path>& files) {
    return {files.begin(), files.end()};
}

}  // namespace

void printPreview(const PreviewReport& report, std::ostream& out) {
    const auto pages = static_cast<std::uint64_t>(report.pages);
    if (report.isVectors) {
        out << counted(pages, "page")
            << " as vectors (FaxContent=Vector): the service makes the pixels, so their time on "
            << "the line is not known.\n";
    } else {
        printTable(rowsOf(report.costs), out);
    }
    out << "The fax PDF has " << counted(pages, "page") << " and " << counted(report.pdfBytes, "byte")
        << ".\n";
    for (const PageHint& hint : report.hints) {
        out << hint.text << '\n';
    }
    for (const std::string& warning : report.warnings) {
        out << printable(warning) << '\n';
    }
    printFiles(report.files, out);
}

void printPreviewAsJson(const PreviewReport& report, std::ostream& out) {
    rapidjson::OStreamWrapper stream(out);
    JsonWriter writer(stream);
    writer.SetIndent(' ', 2);
    writer.StartObject();
    writer.Key("pages");
    writer.Int(report.pages);
    addText(writer, "content", report.isVectors ? "vectors" : "pixels");
    add(writer, "pdf-bytes", report.pdfBytes);
    addCosts(writer, report.costs);
    addHints(writer, report.hints);
    addTexts(writer, "warnings", report.warnings);
    addTexts(writer, "files", namesOf(report.files));
    writer.EndObject();
    out << '\n';
}

}  // namespace voipnow
