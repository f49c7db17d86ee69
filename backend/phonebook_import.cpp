// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_import.hpp"

#include <glib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string_view>
#include <unordered_map>

#include "backend/job_error.hpp"
#include "backend/phonebook_csv.hpp"
#include "backend/phonebook_names.hpp"
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

std::string textOf(const fs::path& file) {
    std::string bytes = bytesOf(file);
    constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        const std::unique_ptr<char, decltype(&g_free)> converted(
            g_convert(bytes.data(), static_cast<gssize>(bytes.size()), "UTF-8", "UTF-16", nullptr, nullptr,
                      nullptr),
            &g_free);
        if (!converted) {
            fail(file, "begins as UTF-16 text and is none. Save it as UTF-8.");
        }
        bytes = converted.get();
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

Contacts readContacts(const fs::path& file, bool anyNumber) {
    const std::string text = textOf(file);
    if (isVcards(text)) {
        return readVcards(text, anyNumber);
    }
    if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == FALSE) {
        fail(file, "is not UTF-8 text. Save it as CSV UTF-8.");
    }
    try {
        return readCsv(text, anyNumber);
    } catch (const JobError& error) {
        fail(file, "is neither vCards nor CSV that can be read. " + std::string(error.what()));
    }
}

ImportReport importContacts(const Contacts& contacts, bool replace, Phonebook& book) {
    return Import(replace, book).run(contacts);
}

}  // namespace voipnow
