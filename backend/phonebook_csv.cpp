// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_csv.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "backend/job_error.hpp"
#include "backend/phonebook_csv_headings.hpp"
#include "backend/phonebook_csv_rows.hpp"
#include "backend/phonebook_names.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

// A number's column. Of Google's pairs another column says in each line what number it is.
struct NumberColumn {
    std::size_t place;
    std::string kind;                  // what stands behind the name
    std::optional<std::size_t> label;  // of a pair; not even there must be one
};

// Which column is what. More than one can be a number's.
struct Columns {
    std::map<CsvColumn, std::size_t> places;  // of the first of each
    std::vector<NumberColumn> faxes, phones, pairs;

    bool has(CsvColumn column) const { return places.count(column) > 0; }

    bool areKnown() const {
        return (has(CsvColumn::kName) || has(CsvColumn::kFirst) || has(CsvColumn::kLast) ||
                has(CsvColumn::kCompany)) &&
               !(faxes.empty() && phones.empty() && pairs.empty());
    }
};

// Of "phone 1 - value" the part before "value"; nothing when it does not end so.
std::optional<std::string> pairOf(const std::string& heading, std::string_view end) {
    const bool isOne = heading.starts_with("phone ") && heading.ends_with(end);
    return isOne ? std::optional(heading.substr(0, heading.size() - end.size())) : std::nullopt;
}

std::vector<NumberColumn> pairsOf(const std::vector<std::string>& headings) {
    std::map<std::string, std::size_t> labels;
    for (std::size_t i = 0; i < headings.size(); ++i) {
        for (const std::string_view end : {" - label", " - type"}) {
            if (const auto pair = pairOf(headings[i], end)) {
                labels.emplace(*pair, i);
            }
        }
    }
    std::vector<NumberColumn> pairs;
    for (std::size_t i = 0; i < headings.size(); ++i) {
        if (const auto pair = pairOf(headings[i], " - value")) {
            const auto label = labels.find(*pair);
            pairs.push_back({i, "", label == labels.end() ? std::nullopt : std::optional(label->second)});
        }
    }
    return pairs;
}

Columns columnsOf(const CsvRow& head) {
    std::vector<std::string> headings;
    headings.reserve(head.values.size());
    std::transform(head.values.begin(), head.values.end(), std::back_inserter(headings), &foldedName);
    Columns columns;
    columns.pairs = pairsOf(headings);
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const std::optional<CsvColumn> column = csvColumn(headings[i]);
        if (column == CsvColumn::kFax) {
            columns.faxes.push_back({i, headings[i], std::nullopt});
        } else if (column == CsvColumn::kPhone) {
            columns.phones.push_back({i, headings[i], std::nullopt});
        } else if (column) {
            columns.places.emplace(*column, i);
        }
    }
    return columns;
}

bool areNumbers(const std::string& text) {
    try {
        return !parseRecipients(text).empty();
    } catch (const BadNumber&) {
        return false;
    }
}

struct Form {
    char separator;
    bool hasHead;
    Columns columns;
};

// The separator with which the first line names columns; else the one with which it is a name and a number.
Form formOf(std::string_view text) {
    constexpr std::string_view kSeparators = ";,\t";
    std::optional<Form> withoutHead;
    for (const char separator : kSeparators) {
        const std::vector<CsvRow> first = CsvReader(text, separator).rows(1);
        if (first.empty()) {
            continue;
        }
        const Columns columns = columnsOf(first.front());
        if (columns.areKnown()) {
            return {separator, true, columns};
        }
        const std::vector<std::string>& values = first.front().values;
        constexpr std::size_t kGroups = 2;
        if (!withoutHead && values.size() > 1 && areNumbers(values[1]) && hasLetter(values[0])) {
            Columns plain;
            plain.places = {{CsvColumn::kName, 0}, {CsvColumn::kGroups, kGroups}};
            plain.faxes = {{1, "", std::nullopt}};
            withoutHead = Form{separator, false, plain};
        }
    }
    if (!withoutHead) {
        throw JobError(
            JobEnd::kHeld,
            "The first line does not name the columns. It needs a name and a number: name,numbers,groups");
    }
    return *withoutHead;
}

std::string valueAt(const CsvRow& row, std::size_t place) {
    return place < row.values.size() ? row.values[place] : "";
}

std::string valueOf(const CsvRow& row, const Columns& columns, CsvColumn column) {
    const auto place = columns.places.find(column);
    return place == columns.places.end() ? "" : valueAt(row, place->second);
}

std::string nameOf(const CsvRow& row, const Columns& columns) {
    if (std::string name = valueOf(row, columns, CsvColumn::kName); !name.empty()) {
        return name;
    }
    std::string person;
    for (const CsvColumn part :
         {CsvColumn::kPrefix, CsvColumn::kFirst, CsvColumn::kMiddle, CsvColumn::kLast, CsvColumn::kSuffix}) {
        person += valueOf(row, columns, part) + ' ';
    }
    person = withSingleBlanks(person);
    return !person.empty() ? person : valueOf(row, columns, CsvColumn::kCompany);
}

// The parts that are not empty, without the blanks around them. `length` is that of what stands between two parts.
std::vector<std::string> partsAt(std::string_view rest, std::size_t length, const auto& find) {
    std::vector<std::string> parts;
    while (!rest.empty()) {
        const std::size_t end = std::min<std::size_t>(find(rest), rest.size());
        std::string part = withSingleBlanks(std::string(rest.substr(0, end)));
        if (!part.empty()) {
            parts.push_back(std::move(part));
        }
        rest.remove_prefix(std::min(end + length, rest.size()));
    }
    return parts;
}

std::vector<std::string> googleParts(const std::string& value) {
    constexpr std::string_view kBetween = ":::";
    return partsAt(value, kBetween.size(), [&](std::string_view rest) { return rest.find(kBetween); });
}

std::vector<std::string> groupsOf(const CsvRow& row, const Columns& columns) {
    std::vector<std::string> groups = partsAt(valueOf(row, columns, CsvColumn::kGroups), 1,
                                              [](std::string_view rest) { return rest.find_first_of(";,"); });
    for (std::string& group : googleParts(valueOf(row, columns, CsvColumn::kGoogleGroups))) {
        if (!group.starts_with("* ")) {  // those are Google's own: "* myContacts", "* starred"
            groups.push_back(std::move(group));
        }
    }
    return groups;
}

// A number of a line, or several in one value.
struct Value {
    std::string numbers;
    std::string kind;
    bool isOne;  // several cannot be
};

bool isFaxLabel(const std::string& foldedLabel) {
    return foldedLabel.find("fax") != std::string::npos;
}

// Google's numbers of the line: those whose label says fax, or the others.
void collectOfPairs(const CsvRow& row, const Columns& columns, bool areFaxes, std::vector<Value>& values) {
    for (const NumberColumn& pair : columns.pairs) {
        std::string label = foldedName(pair.label ? valueAt(row, *pair.label) : "");
        if (isFaxLabel(label) != areFaxes) {
            continue;
        }
        constexpr std::string_view kPreferred = "* ";
        label.erase(0, label.starts_with(kPreferred) ? kPreferred.size() : 0);
        for (const std::string& number : googleParts(valueAt(row, pair.place))) {
            const bool isThere = std::any_of(values.begin(), values.end(),
                                             [&](const Value& each) { return each.numbers == number; });
            if (!isThere) {
                values.push_back({number, label, true});
            }
        }
    }
}

void collect(const CsvRow& row, const std::vector<NumberColumn>& columns, std::vector<Value>& values) {
    for (const NumberColumn& column : columns) {
        if (const std::string value = valueAt(row, column.place); !value.empty()) {
            values.push_back({value, column.kind, false});
        }
    }
}

// What tells the contact of one value from those of the others of the line: " (work fax)", or " (work fax 2)".
std::string kindBehindName(const std::vector<Value>& values, std::size_t place) {
    if (values.size() == 1) {
        return "";
    }
    const std::string& kind = values[place].kind;
    const auto isSame = [&](const Value& each) { return each.kind == kind; };
    const auto here = values.begin() + static_cast<std::ptrdiff_t>(place);
    const auto number = std::count_if(values.begin(), here, isSame) + 1;
    const bool isOnly = std::count_if(values.begin(), values.end(), isSame) == 1;
    const std::string counted = isOnly && !kind.empty() ? "" : ' ' + std::to_string(number);
    return " (" + withSingleBlanks(kind + counted) + ")";
}

void takeRow(const CsvRow& row, const Columns& columns, bool anyNumber, Contacts& contacts) {
    std::vector<Value> values;
    collect(row, columns.faxes, values);
    collectOfPairs(row, columns, true, values);
    if (values.empty() && anyNumber) {
        collect(row, columns.phones, values);
        collectOfPairs(row, columns, false, values);
    }
    if (values.empty()) {
        ++contacts.withoutFax;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string& numbers = values[i].numbers;
        const std::string name = nameOf(row, columns);
        // Google has one number there; what could be read as two (a pause and an extension, say) is none.
        if (values[i].isOne && numbers.find_first_of(",;") != std::string::npos) {
            contacts.bad.push_back({row.line, "\"" + numbers + "\" of " + name + " is not one number."});
            continue;
        }
        contacts.good.push_back(
            {row.line, name + kindBehindName(values, i), numbers, groupsOf(row, columns)});
    }
}

std::string quoted(const std::string& value) {
    if (value.find_first_of(",;\"\t\r\n") == std::string::npos) {
        return value;
    }
    std::string made = "\"";
    for (const char letter : value) {
        made += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return made + '"';
}

}  // namespace

Contacts readCsv(const std::string& text, bool anyNumber) {
    std::string_view rest = text;
    constexpr std::string_view kSeparatorLine = "sep=";
    const int skipped = rest.starts_with(kSeparatorLine) ? 1 : 0;
    if (skipped > 0) {
        rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    }
    const Form form = formOf(rest);
    std::vector<CsvRow> rows = CsvReader(rest, form.separator).rows(std::string_view::npos);
    Contacts contacts;
    for (std::size_t i = form.hasHead ? 1 : 0; i < rows.size(); ++i) {
        rows[i].line += skipped;
        takeRow(rows[i], form.columns, anyNumber, contacts);
    }
    return contacts;
}

std::string writeCsv(const std::vector<PhonebookEntry>& entries) {
    std::string text = "name,numbers,groups\r\n";
    for (const PhonebookEntry& entry : entries) {
        std::string groups;
        for (const std::string& group : entry.groups) {
            groups += (groups.empty() ? "" : "; ") + group;
        }
        text += quoted(entry.name) + ',' + quoted(entry.numbers) + ',' + quoted(groups) + "\r\n";
    }
    return text;
}

}  // namespace voipnow
