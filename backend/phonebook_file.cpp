// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "backend/job_error.hpp"
#include "backend/phonebook_names.hpp"
#include "backend/replaced_file.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNewKey = "-";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr const char* kHead =
    "# The phone book of the fax printers. `voipnow-fax phonebook` keeps it; you may mend it too.\n"
    "# A line is an entry: KEY, NAME, NUMBERS, GROUPS; between them a tab, or two or more blanks.\n"
    "#   KEY      what print jobs carry: leave it as it is. In a new line write - for it.\n"
    "#   NUMBERS  as you write them; several are separated by ; and each gets the fax.\n"
    "#   GROUPS   may be left out; several are separated by ;\n"
    "# After mending it by hand: `voipnow-fax phonebook refresh`, for the print dialogs. An example:\n"
    "#   -  First Bank  +1 (555) 010-0000  banks; customers\n";

// The columns of a line: parted by blanks, unless it is a single one that is no tab.
std::vector<std::string> columnsOf(std::string_view line) {
    constexpr std::string_view kBlanks = " \t";
    std::vector<std::string> columns;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        at = std::min(line.find_first_of(kBlanks, at), line.size());
        const std::size_t next = std::min(line.find_first_not_of(kBlanks, at), line.size());
        if (at == line.size() || next == line.size() || next - at > 1 || line[at] == '\t') {
            columns.emplace_back(line.substr(begin, at - begin));
            begin = next;
            at = next - (next == line.size() ? 0 : 1);
        }
    }
    return columns;
}

std::vector<std::string> groupsOf(const std::string& column) {
    std::vector<std::string> groups;
    std::istringstream parts(column);
    for (std::string part; std::getline(parts, part, ';');) {
        part = withSingleBlanks(part);
        if (!part.empty()) {
            groups.push_back(part);
        }
    }
    return groups;
}

// The entry of a line. Throws JobError without the place.
PhonebookEntry entryOf(const std::string& line, const Phonebook& before) {
    constexpr std::size_t kWithoutGroups = 3;
    const std::vector<std::string> columns = columnsOf(line);
    if (columns.size() != kWithoutGroups && columns.size() != kWithoutGroups + 1) {
        throw JobError(JobEnd::kHeld,
                       "it needs KEY, NAME, NUMBERS and perhaps GROUPS, with a tab or two blanks "
                       "between them.");
    }
    PhonebookEntry entry =
        checkedEntry(columns[1], columns[2],
                     columns.size() > kWithoutGroups ? groupsOf(columns[3]) : std::vector<std::string>());
    if (columns[0] == kNewKey) {
        return entry;
    }
    if (!isPhonebookKey(columns[0]) || !columns[0].starts_with("pb")) {
        throw JobError(JobEnd::kHeld, "\"" + columns[0] + "\" is no key; write - for a new entry.");
    }
    if (before.byKey(columns[0])) {
        throw JobError(JobEnd::kHeld, "the key " + columns[0] + " is there twice; write - for a new entry.");
    }
    entry.key = columns[0];
    return entry;
}

struct Read {
    Phonebook book;
    std::vector<std::string> lines;  // a comment, or the key of an entry
};

bool isComment(const std::string& line) {
    const std::size_t first = line.find_first_not_of(" \t");
    return first == std::string::npos || line[first] == '#';
}

Read parsed(const std::string& text, const fs::path& file) {
    Read read;
    std::vector<std::pair<std::size_t, PhonebookEntry>> withoutKey;  // and the place of its line
    std::istringstream lines(text);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (!line.empty() && line.back() == '\r') {
            line.pop_back();
        }
        if (isComment(line)) {
            read.lines.push_back(line);
            continue;
        }
        try {
            PhonebookEntry entry = entryOf(line.substr(line.find_first_not_of(" \t")), read.book);
            read.lines.push_back(entry.key);
            if (entry.key.empty()) {
                withoutKey.emplace_back(read.lines.size() - 1, std::move(entry));
            } else {
                read.book.put(std::move(entry));
            }
        } catch (const JobError& error) {
            throw JobError(JobEnd::kHeld, file.string() + ":" + std::to_string(number) + ": " + error.what());
        }
    }
    // Last, so that the keys that are written in the file are known.
    for (auto& [place, entry] : withoutKey) {
        entry.key = read.book.keyMadeOf(entry.name + '\t' + entry.numbers);
        read.lines[place] = entry.key;
        read.book.put(std::move(entry));
    }
    return read;
}

std::optional<std::string> contentOf(const fs::path& file) {
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    if (!in && errno == ENOENT) {
        return std::nullopt;
    }
    std::ostringstream text;
    if (in && in.peek() != std::ifstream::traits_type::eof()) {
        text << in.rdbuf();
    }
    if (!in.is_open() || in.bad() || fs::is_directory(file)) {
        throw cannotUse(file, "read", errno == 0 ? EIO : errno);
    }
    return text.str();
}

Read readFile(const fs::path& file) {
    std::string text = contentOf(file).value_or(kHead);
    if (text.starts_with(kByteOrderMark)) {
        text.erase(0, kByteOrderMark.size());
    }
    return parsed(text, file);
}

std::string lineOf(const PhonebookEntry& entry) {
    std::string line = entry.key + '\t' + entry.name + '\t' + entry.numbers;
    for (std::size_t i = 0; i < entry.groups.size(); ++i) {
        line += (i == 0 ? "\t" : "; ") + entry.groups[i];
    }
    return line + '\n';
}

int lockOf(const fs::path& file) {
    // With a dot before it, it cannot be the phone book of a queue, whatever that is called.
    const std::string name = (file.parent_path() / ('.' + file.filename().string() + ".lock")).string();
    const int lock = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (lock < 0) {
        throw cannotUse(file, "changed", errno);
    }
    while (::flock(lock, LOCK_EX) != 0) {
        if (errno != EINTR) {
            const int reason = errno;
            ::close(lock);
            throw cannotUse(file, "changed", reason);
        }
    }
    return lock;
}

}  // namespace

fs::path phonebookFile(const fs::path& serverRoot, const std::string& printer) {
    if (printer.find_first_of("/ \t#?%") != std::string::npos) {
        throw JobError(JobEnd::kHeld, "No printer can have the name " + printer + '.');
    }
    return serverRoot / (printer.empty() ? "voipnow-phonebook" : "voipnow-phonebook-" + printer);
}

Phonebook phonebookFor(const fs::path& serverRoot, const std::string& printer) {
    Phonebook joined = readPhonebook(phonebookFile(serverRoot, ""));
    if (printer.empty()) {
        return joined;
    }
    const fs::path own = phonebookFile(serverRoot, printer);
    const Phonebook ofQueue = readPhonebook(own);
    for (const PhonebookEntry& entry : ofQueue.entries()) {
        const std::optional<PhonebookEntry> other = joined.byKey(entry.key);
        if (!other) {
            joined.put(entry);
        } else if (*other != entry) {
            throw JobError(JobEnd::kHeld, own.string() + ": the key " + entry.key + " is that of \"" +
                                              other->name +
                                              "\" in the phone book of all printers; write - for it there.");
        }
    }
    return joined;
}

Phonebook readPhonebook(const fs::path& file) {
    return readFile(file).book;
}

PhonebookEdit::PhonebookEdit(fs::path file) : file_(std::move(file)), lock_(lockOf(file_)) {
    try {
        Read read = readFile(file_);
        book_ = std::move(read.book);
        lines_ = std::move(read.lines);
    } catch (...) {
        ::close(lock_);
        throw;
    }
}

PhonebookEdit::~PhonebookEdit() {
    ::close(lock_);
}

void PhonebookEdit::write() const {
    std::string text;
    std::set<std::string> written;
    for (const std::string& line : lines_) {
        if (isComment(line)) {
            text += line + '\n';
        } else if (const std::optional<PhonebookEntry> entry = book_.byKey(line)) {
            text += lineOf(*entry);
            written.insert(line);
        }
    }
    for (const PhonebookEntry& entry : book_.entries()) {
        if (written.count(entry.key) == 0) {
            text += lineOf(entry);
        }
    }
    replaceFile(file_, text);
}

}  // namespace voipnow
