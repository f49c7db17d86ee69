// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_csv.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "backend/job_error.hpp"
#include "backend/phonebook_names.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

struct Row {
    int line;
    std::vector<std::string> values;
};

using Names = std::vector<std::string_view>;

bool isOf(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), foldedName(name)) != names.end();
}

// Which column is what. More than one can be a number's.
struct Columns {
    std::optional<std::size_t> name, first, last, company, groups;
    std::vector<std::pair<std::size_t, std::string>> faxes, phones;  // with what stands behind the name

    bool areKnown() const {
        return (name || first || last || company) && (!faxes.empty() || !phones.empty());
    }
};

Columns columnsOf(const Row& head) {
    Columns columns;
    const auto note = [](std::optional<std::size_t>& column, std::size_t place) {
        column = column.value_or(place);
    };
    for (std::size_t i = 0; i < head.values.size(); ++i) {
        const std::string& name = head.values[i];
        if (isOf({"name", "full name", "display name", "fullname", "displayname"}, name)) {
            note(columns.name, i);
        } else if (isOf({"first name", "given name", "firstname"}, name)) {
            note(columns.first, i);
        } else if (isOf({"last name", "family name", "surname", "lastname"}, name)) {
            note(columns.last, i);
        } else if (isOf({"company", "organization", "organisation"}, name)) {
            note(columns.company, i);
        } else if (isOf({"groups", "group", "categories", "category"}, name)) {
            note(columns.groups, i);
        } else if (isOf({"number", "numbers", "fax", "fax number", "faxnumber", "business fax", "home fax",
                         "other fax", "work fax"},
                        name)) {
            columns.faxes.emplace_back(i, foldedName(name));
        } else if (isOf({"phone", "telephone", "business phone", "home phone", "mobile phone",
                         "primary phone", "work phone", "phone number"},
                        name)) {
            columns.phones.emplace_back(i, foldedName(name));
        }
    }
    return columns;
}

// Takes the text apart at one separator.
class Reader {
  public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    // At most `most` rows that have anything in them.
    std::vector<Row> rows(std::size_t most) {
        std::vector<Row> found;
        while (at_ < text_.size() && found.size() < most) {
            Row row{line_, {}};
            do {
                row.values.push_back(value());
            } while (at_ < text_.size() && text_[at_] == separator_ && ++at_ <= text_.size());
            endLine();
            const bool hasText = std::any_of(row.values.begin(), row.values.end(),
                                             [](const std::string& each) { return !each.empty(); });
            if (hasText) {
                found.push_back(std::move(row));
            }
        }
        return found;
    }

  private:
    std::string value() {
        std::string made;
        if (at_ < text_.size() && text_[at_] == '"') {
            made = quotedValue();
        }
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
            made += text_[at_++];
        }
        return withSingleBlanks(made);
    }

    std::string quotedValue() {
        std::string made;
        const int begin = line_;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"' && text_.substr(at_ + 1, 1) != "\"") {
                ++at_;
                return made;
            }
            at_ += text_[at_] == '"' ? 1U : 0U;
            line_ += text_[at_] == '\n' ? 1 : 0;
            made += text_[at_];
        }
        throw JobError(JobEnd::kHeld, "The quote in line " + std::to_string(begin) + " is not closed.");
    }

    void endLine() {
        at_ += text_.substr(at_, 2) == "\r\n" ? 2U : 1U;
        ++line_;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
};

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
        const std::vector<Row> first = Reader(text, separator).rows(1);
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
            plain.name = 0;
            plain.faxes = {{1, ""}};
            plain.groups = kGroups;
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

std::string valueAt(const Row& row, const std::optional<std::size_t>& column) {
    return column && *column < row.values.size() ? row.values[*column] : "";
}

std::string nameOf(const Row& row, const Columns& columns) {
    const std::string name = valueAt(row, columns.name);
    const std::string person =
        withSingleBlanks(valueAt(row, columns.first) + ' ' + valueAt(row, columns.last));
    return !name.empty() ? name : !person.empty() ? person : valueAt(row, columns.company);
}

std::vector<std::string> groupsOf(const std::string& value) {
    std::vector<std::string> groups;
    for (std::string_view rest = value; !rest.empty();) {
        const std::size_t length = std::min(rest.find_first_of(";,"), rest.size());
        std::string group = withSingleBlanks(std::string(rest.substr(0, length)));
        if (!group.empty()) {
            groups.push_back(std::move(group));
        }
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    return groups;
}

void takeRow(const Row& row, const Columns& columns, bool anyNumber, Contacts& contacts) {
    std::vector<std::pair<std::string, std::string>> numbers;  // and what stands behind the name
    const auto collect = [&](const auto& places) {
        for (const auto& [place, kind] : places) {
            if (const std::string value = valueAt(row, place); !value.empty()) {
                numbers.emplace_back(value, kind);
            }
        }
    };
    collect(columns.faxes);
    if (numbers.empty() && anyNumber) {
        collect(columns.phones);
    }
    if (numbers.empty()) {
        ++contacts.withoutFax;
    }
    for (const auto& [number, kind] : numbers) {
        const std::string name = nameOf(row, columns) + (numbers.size() > 1 ? " (" + kind + ")" : "");
        contacts.good.push_back({row.line, name, number, groupsOf(valueAt(row, columns.groups))});
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
    std::vector<Row> rows = Reader(rest, form.separator).rows(std::string_view::npos);
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
