// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/vcard.hpp"

#include <glib.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "backend/phonebook_names.hpp"
#include "backend/recipients.hpp"
#include "backend/vcard_lines.hpp"

namespace voipnow {
namespace {

constexpr const char* kAllNumbers = "X-VOIPNOW-NUMBERS";
constexpr std::size_t kLongestLine = 75;  // bytes, RFC 2426

// One TEL of a contact.
struct Telephone {
    std::string number;
    bool isFax = false;
    int preference = 0;  // 1 is the most preferred; 0: none
    std::string kind;    // "home", "work", or empty
    std::string group;   // of lines that belong to it
};

// The kinds and the preference among the parameters. 2.1 writes TEL;FAX;WORK, 3.0 TYPE=fax,work, 4.0 PREF=1.
Telephone telephoneOf(const VcardLine& line) {
    Telephone phone;
    phone.number = unescapedValue(line.value);
    phone.group = line.group;
    for (const auto& [name, value] : line.parameters) {
        if (name == "PREF") {
            phone.preference = value.empty() ? 1 : std::max(1, std::atoi(value.c_str()));
        }
        if (name != "TYPE" && !value.empty()) {
            continue;
        }
        for (const std::string& type : splitAt(value.empty() ? name : value, ',')) {
            const std::string kind = foldedName(type);
            phone.isFax = phone.isFax || kind == "fax" || kind == "homefax" || kind == "workfax";
            if (kind == "pref" && phone.preference == 0) {
                phone.preference = 1;
            } else if (kind == "home" || kind == "work") {
                phone.kind = kind;
            }
        }
    }
    return phone;
}

std::string joinedWords(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) {
        all += (all.empty() || word.empty() ? "" : " ") + word;
    }
    return withSingleBlanks(all);
}

// "Smith;John;Q.;Dr.;Jr." is Dr. John Q. Smith Jr.
std::string nameOfParts(const std::string& value) {
    constexpr std::size_t kParts = 5;
    std::vector<std::string> parts = splitEscaped(value, ';');
    parts.resize(kParts);
    return joinedWords({parts[3], parts[1], parts[2], parts[0], parts[4]});
}

// Understands one vCard, line by line.
class Card {
  public:
    explicit Card(int line) : line_(line) {}

    void take(const VcardLine& line) {
        if (line.name == "FN") {
            fullName_ = unescapedValue(line.value);
        } else if (line.name == "N") {
            parts_ = nameOfParts(line.value);
        } else if (line.name == "ORG") {
            organization_ = joinedWords(splitEscaped(line.value, ';'));
        } else if (line.name == "CATEGORIES") {
            const std::vector<std::string> groups = splitEscaped(line.value, ',');
            std::copy_if(groups.begin(), groups.end(), std::back_inserter(groups_),
                         [](const std::string& group) { return !withSingleBlanks(group).empty(); });
        } else if (line.name == kAllNumbers) {
            allNumbers_ = unescapedValue(line.value);
        } else if (line.name == "TEL") {
            phones_.push_back(telephoneOf(line));
        } else if (line.name == "X-ABLABEL" && !line.group.empty()) {
            labels_[line.group] = foldedName(unescapedValue(line.value));
        }
    }

    void finish(bool anyNumber, Contacts& contacts) {
        takeLabels();
        const std::vector<Telephone> wanted = numbers(anyNumber);
        if (!allNumbers_.empty()) {
            contacts.good.push_back({line_, name(), allNumbers_, groups_});
        } else if (wanted.empty()) {
            ++contacts.withoutFax;
        }
        for (std::size_t i = 0; allNumbers_.empty() && i < wanted.size(); ++i) {
            // One TEL is one number; what could be read as two (a pause and an extension, say) is none.
            if (!isOneNumber(wanted[i].number)) {
                contacts.bad.push_back(
                    {line_, "\"" + wanted[i].number + "\" of " + name() + " is not one number."});
                continue;
            }
            contacts.good.push_back({line_, nameFor(wanted, i), wanted[i].number, groups_});
        }
    }

  private:
    // Labels may stand before and behind their numbers, so they wait for the end. Apple's own are "_$!<WorkFAX>!$_".
    void takeLabels() {
        for (Telephone& phone : phones_) {
            const auto label = labels_.find(phone.group);
            if (label == labels_.end() || label->second.find("fax") == std::string::npos) {
                continue;
            }
            phone.isFax = true;
            for (const char* kind : {"home", "work"}) {
                phone.kind = label->second.find(kind) != std::string::npos ? kind : phone.kind;
            }
        }
    }

    std::string name() const {
        const std::string full = withSingleBlanks(fullName_);
        return !full.empty() ? full : !parts_.empty() ? parts_ : organization_;
    }

    static bool isOneNumber(const std::string& text) {
        try {
            return recipientParts(text).size() == 1;
        } catch (const BadNumber&) {
            return true;  // the phone book will say why it is none
        }
    }

    std::vector<Telephone> numbers(bool anyNumber) const {
        std::vector<Telephone> found = phones_;
        const bool hasFax =
            std::any_of(found.begin(), found.end(), [](const Telephone& phone) { return phone.isFax; });
        if (hasFax || !anyNumber) {
            found.erase(std::remove_if(found.begin(), found.end(),
                                       [](const Telephone& phone) { return !phone.isFax; }),
                        found.end());
        }
        return preferred(withoutRepeated(std::move(found)));
    }

    static std::vector<Telephone> withoutRepeated(std::vector<Telephone> phones) {
        std::vector<Telephone> found;
        for (Telephone& phone : phones) {
            const bool isThere = std::any_of(found.begin(), found.end(), [&](const Telephone& other) {
                return other.number == phone.number;
            });
            if (!isThere) {
                found.push_back(std::move(phone));
            }
        }
        return found;
    }

    // The one with the best preference that no other shares; all of them when there is no such one.
    static std::vector<Telephone> preferred(const std::vector<Telephone>& phones) {
        int best = 0;
        for (const Telephone& phone : phones) {
            if (phone.preference > 0 && (best == 0 || phone.preference < best)) {
                best = phone.preference;
            }
        }
        std::vector<Telephone> found;
        std::copy_if(phones.begin(), phones.end(), std::back_inserter(found),
                     [best](const Telephone& phone) { return phone.preference == best; });
        return best > 0 && found.size() == 1 ? found : phones;
    }

    std::string nameFor(const std::vector<Telephone>& phones, std::size_t place) const {
        if (phones.size() == 1) {
            return name();
        }
        const std::string& kind = phones[place].kind;
        const auto same = std::count_if(phones.begin(), phones.end(),
                                        [&](const Telephone& phone) { return phone.kind == kind; });
        return name() + " (" + (kind.empty() || same > 1 ? std::to_string(place + 1) : kind) + ")";
    }

    int line_;
    std::string fullName_;
    std::string parts_;
    std::string organization_;
    std::string allNumbers_;
    std::vector<std::string> groups_;
    std::vector<Telephone> phones_;
    std::map<std::string, std::string> labels_;  // folded, by their groups
};

// A line of any length, folded between characters.
std::string folded(const std::string& line) {
    std::string made;
    std::size_t length = 0;
    for (const char* at = line.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        const auto size = static_cast<std::size_t>(g_utf8_next_char(at) - at);
        if (length + size > kLongestLine) {
            made += "\r\n ";
            length = 1;
        }
        made.append(at, size);
        length += size;
    }
    return made + "\r\n";
}

}  // namespace

Contacts readVcards(const std::string& text, bool anyNumber) {
    Contacts contacts;
    std::vector<Card> open;  // one, and those that stand within it (2.1: AGENT), which are passed over
    for (const VcardLine& line : vcardLines(text)) {
        const bool isOfCards = foldedName(line.value) == "vcard";
        if (!line.fault.empty() && !open.empty()) {
            contacts.bad.push_back({line.number, line.fault});
        } else if (line.name == "BEGIN" && isOfCards) {
            open.emplace_back(line.number);
        } else if (line.name == "END" && isOfCards && !open.empty()) {
            if (open.size() == 1) {
                open.front().finish(anyNumber, contacts);
            }
            open.pop_back();
        } else if (open.size() == 1) {
            open.front().take(line);
        }
    }
    if (!open.empty()) {
        contacts.bad.push_back({0, "The last vCard has no END:VCARD; the file is cut off."});
    }
    return contacts;
}

std::string writeVcards(const std::vector<PhonebookEntry>& entries) {
    std::string text;
    for (const PhonebookEntry& entry : entries) {
        const std::vector<std::string> numbers = recipientParts(entry.numbers);
        text += "BEGIN:VCARD\r\nVERSION:3.0\r\n" + folded("FN:" + escapedValue(entry.name)) +
                folded("N:" + escapedValue(entry.name) + ";;;;");
        for (const std::string& number : numbers) {
            text += folded("TEL;TYPE=FAX:" + escapedValue(number));
        }
        if (numbers.size() > 1) {
            text += folded(std::string(kAllNumbers) + ':' + escapedValue(entry.numbers));
        }
        std::string groups;
        for (const std::string& group : entry.groups) {
            groups += (groups.empty() ? "" : ",") + escapedValue(group);
        }
        text += (groups.empty() ? "" : folded("CATEGORIES:" + groups)) + "END:VCARD\r\n";
    }
    return text;
}

}  // namespace voipnow
