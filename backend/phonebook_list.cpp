// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_list.hpp"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "backend/phonebook_names.hpp"
#include "backend/printable.hpp"
#include "backend/recipients.hpp"
#include "backend/text_table.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kLongestCell = 60;  // bytes

using JsonWriter = rapidjson::PrettyWriter<rapidjson::OStreamWrapper>;

bool hasNumber(const PhonebookEntry& entry, const std::string& digits) {
    const std::vector<std::string> numbers = parseRecipients(entry.numbers);
    return std::any_of(numbers.begin(), numbers.end(),
                       [&](const std::string& number) { return number.find(digits) != std::string::npos; });
}

// The digits of a piece of a number; empty when it cannot be one.
std::string digitsOf(const std::string& pattern) {
    try {
        return parseDialPrefix(pattern);
    } catch (const BadNumber&) {
        return "";
    }
}

void add(JsonWriter& writer, const char* name, const std::vector<std::string>& texts) {
    writer.Key(name);
    writer.StartArray();
    for (const std::string& text : texts) {
        writer.String(text);
    }
    writer.EndArray();
}

}  // namespace

std::vector<PhonebookEntry> entriesWith(const std::string& pattern, const Phonebook& book) {
    std::string name = foldedName(pattern);
    name.erase(0, name.starts_with('@') ? 1 : 0);
    const std::string digits = digitsOf(pattern);
    const auto fits = [&](const PhonebookEntry& entry) {
        const bool inGroup = std::any_of(
            entry.groups.begin(), entry.groups.end(),
            [&](const std::string& group) { return foldedName(group).find(name) != std::string::npos; });
        return inGroup || foldedName(entry.name).find(name) != std::string::npos || entry.key == name ||
               (!digits.empty() && hasNumber(entry, digits));
    };
    std::vector<std::pair<std::string, const PhonebookEntry*>> order;
    order.reserve(book.entries().size());
    for (const PhonebookEntry& entry : book.entries()) {
        if (name.empty() || fits(entry)) {
            order.emplace_back(foldedName(entry.name), &entry);
        }
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<PhonebookEntry> found;
    found.reserve(order.size());
    for (const auto& [folded, entry] : order) {
        found.push_back(*entry);
    }
    return found;
}

void printPhonebook(const std::vector<PhonebookEntry>& entries, std::ostream& out) {
    if (entries.empty()) {
        out << "There is no such entry in the phone book.\n";
        return;
    }
    std::vector<TextTable::Row> rows;
    rows.reserve(entries.size());
    TextTable table({"NAME", "NUMBERS", "KEY", "GROUPS"});
    for (const PhonebookEntry& entry : entries) {
        rows.push_back({printable(entry.name, kLongestCell), printable(entry.numbers, kLongestCell),
                        entry.key, printable(listed(entry.groups))});
        table.measure(rows.back());
    }
    table.printHeads(out);
    for (const TextTable::Row& row : rows) {
        table.print(row, out);
    }
}

void printPhonebookAsJson(const std::vector<PhonebookEntry>& entries, std::ostream& out) {
    rapidjson::OStreamWrapper stream(out);
    JsonWriter writer(stream);
    writer.SetIndent(' ', 2);
    writer.StartArray();
    for (const PhonebookEntry& entry : entries) {
        writer.StartObject();
        writer.Key("key");
        writer.String(entry.key);
        writer.Key("name");
        writer.String(entry.name);
        add(writer, "numbers", recipientParts(entry.numbers));
        add(writer, "dialled", parseRecipients(entry.numbers));
        add(writer, "groups", entry.groups);
        writer.EndObject();
    }
    writer.EndArray();
    out << '\n';
}

}  // namespace voipnow
