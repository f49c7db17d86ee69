// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_import.hpp"

#include <glib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "backend/job_error.hpp"
#include "backend/phonebook_csv.hpp"
#include "backend/phonebook_names.hpp"
#include "backend/printable.hpp"
#include "backend/recipients.hpp"
#include "backend/vcard.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{64} << 20;  // bytes: half a million contacts

[[noreturn]] void fail(const fs::path& file, const std::string& why) {
    throw JobError(JobEnd::kHeld, file.string() + ' ' + why);
}

std::string bytesOf(const fs::path& file) {
    std::error_code ignored;
    if (fs::is_directory(file, ignored)) {
        fail(file, "is a folder.");
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        fail(file, std::string("cannot be read: ") + std::strerror(errno) + '.');
    }
    std::string bytes;
    constexpr std::size_t kPart = 65536;
    std::string part(kPart, '\0');
    do {
        in.read(part.data(), static_cast<std::streamsize>(part.size()));
        bytes.append(part, 0, static_cast<std::size_t>(in.gcount()));
    } while (in && bytes.size() <= kLargestFile);
    if (bytes.size() > kLargestFile) {
        fail(file, "is larger than 64 MB; import it in parts.");
    }
    return bytes;
}

// Nothing when the bytes are none of that character set.
std::optional<std::string> asUtf8(const std::string& bytes, const char* charset) {
    gsize size = 0;
    const std::unique_ptr<char, decltype(&g_free)> converted(
        g_convert(bytes.data(), static_cast<gssize>(bytes.size()), "UTF-8", charset, nullptr, &size, nullptr),
        &g_free);
    return converted ? std::optional<std::string>(std::in_place, converted.get(), size) : std::nullopt;
}

bool isUtf8(const std::string& text) {
    return g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) != FALSE;
}

// Those that no text has. Others are found, and refused, where they are in a name.
bool hasControl(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char letter) {
        return g_ascii_iscntrl(letter) && !g_ascii_isspace(letter) && letter != '\v';
    });
}

// CSV as UTF-8. Nearly any bytes are Windows-1252, so it is what remains, and only for what looks like text.
std::string csvOf(const fs::path& file, const std::string& text, std::ostream& notes) {
    if (isUtf8(text)) {
        return text;
    }
    std::optional<std::string> converted = hasControl(text) ? std::nullopt : asUtf8(text, "WINDOWS-1252");
    if (!converted) {
        fail(file, "is neither UTF-8 nor Windows-1252 text. Save it as CSV UTF-8.");
    }
    notes << printable(
                 file.string() +
                 " is not UTF-8 text and was read as Windows-1252. If letters of names are wrong, save it "
                 "as CSV UTF-8 and import that.")
          << '\n';
    return *std::move(converted);
}

std::string textOf(const fs::path& file) {
    std::string bytes = bytesOf(file);
    constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        std::optional<std::string> converted = asUtf8(bytes, "UTF-16");
        if (!converted) {
            fail(file, "begins as UTF-16 text and is none. Save it as UTF-8.");
        }
        bytes = *std::move(converted);
    }
    return bytes.starts_with(kUtf8Mark) ? bytes.substr(kUtf8Mark.size()) : bytes;
}

bool isVcards(std::string_view text) {
    constexpr std::string_view kBegin = "BEGIN:VCARD";
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text.size() >= kBegin.size() &&
           g_ascii_strncasecmp(text.data(), kBegin.data(), kBegin.size()) == 0;
}

std::set<std::string> dialled(const std::string& numbers) {
    const std::vector<std::string> all = parseRecipients(numbers);
    return {all.begin(), all.end()};
}

// Puts one contact after the other in.
class Import {
  public:
    Import(bool replace, Phonebook& book) : replace_(replace), book_(book) {}

    ImportReport run(const Contacts& contacts) {
        report_.bad = contacts.bad;
        for (const Contact& contact : contacts.good) {
            try {
                take(contact);
            } catch (const JobError& error) {
                report_.bad.push_back({contact.line, error.what()});
            }
        }
        std::stable_sort(
            report_.bad.begin(), report_.bad.end(),
            [](const BadContact& left, const BadContact& right) { return left.line < right.line; });
        return std::move(report_);
    }

  private:
    void take(const Contact& contact) {
        const PhonebookEntry checked = checkedEntry(contact.name, contact.numbers, contact.groups);
        const std::vector<PhonebookEntry> there = book_.byName(checked.name);
        const auto [place, isFirst] = lines_.try_emplace(foldedName(checked.name), contact.line);
        if (there.empty()) {
            book_.add(checked.name, checked.numbers, checked.groups);
            ++report_.added;
            return;
        }
        const bool isSame = dialled(there.front().numbers) == dialled(checked.numbers);
        if (there.size() > 1 || (!isSame && !(replace_ && isFirst))) {
            const std::string where =
                isFirst ? "in the phone book already" : "in line " + std::to_string(place->second);
            throw JobError(JobEnd::kHeld, "\"" + checked.name + "\" is " + where + ", with another number (" +
                                              there.front().numbers + ").");
        }
        change(there.front(), checked);
    }

    void change(const PhonebookEntry& before, const PhonebookEntry& with) {
        std::vector<std::string> groups = before.groups;
        groups.insert(groups.end(), with.groups.begin(), with.groups.end());
        const bool isSame = dialled(before.numbers) == dialled(with.numbers);
        PhonebookEntry after = checkedEntry(before.name, isSame ? before.numbers : with.numbers, groups);
        after.key = before.key;
        ++(after == before ? report_.same : report_.changed);
        book_.replace(after);
    }

    bool replace_;
    Phonebook& book_;
    ImportReport report_;
    std::unordered_map<std::string, int> lines_;  // of the names in the file
};

}  // namespace

Contacts readContacts(const fs::path& file, bool anyNumber, std::ostream& notes) {
    const std::string text = textOf(file);
    if (isVcards(text)) {
        return readVcards(text, anyNumber);
    }
    const std::string csv = csvOf(file, text, notes);
    try {
        return readCsv(csv, anyNumber);
    } catch (const JobError& error) {
        fail(file, "is neither vCards nor CSV that can be read. " + std::string(error.what()));
    }
}

ImportReport importContacts(const Contacts& contacts, bool replace, Phonebook& book) {
    return Import(replace, book).run(contacts);
}

}  // namespace voipnow
