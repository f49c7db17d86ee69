// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_choices.hpp"

#include <glib.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>
#include <utility>

#include "backend/phonebook_names.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kLongestText = 80;     // bytes
constexpr std::size_t kLongestNumbers = 36;  // bytes; more leave no room for the name
constexpr std::size_t kLongestKeyword = 40;  // bytes, of CUPS
constexpr std::string_view kEllipsis = "…";

// What the text is in a PPD; the length of this counts.
std::size_t lengthInPpd(std::string_view text) {
    return escapedForPpd(text).size();
}

// The name, cut where it has to be, and what stands behind it.
std::string fitted(const std::string& name, const std::string& behind) {
    if (lengthInPpd(name + behind) <= kLongestText) {
        return name + behind;
    }
    const std::size_t room = kLongestText - lengthInPpd(behind) - kEllipsis.size();
    std::string begin;
    for (const char* at = name.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        const std::string longer =
            begin + std::string(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
        if (lengthInPpd(longer) > room) {
            break;
        }
        begin = longer;
    }
    return begin + std::string(kEllipsis) + behind;
}

PpdChoice choiceOf(const PhonebookEntry& entry) {
    std::string numbers = entry.numbers;
    if (lengthInPpd(numbers) > kLongestNumbers) {
        const std::vector<std::string> dialled = parseRecipients(entry.numbers);
        numbers = dialled.size() == 1 ? dialled.front() : std::to_string(dialled.size()) + " numbers";
    }
    return {entry.key, fitted(entry.name, " (" + numbers + ")")};
}

PpdChoice choiceOf(const PhonebookGroup& group) {
    const std::size_t count = group.members.size();
    return {group.key,
            fitted('@' + group.name, " (" + std::to_string(count) + (count == 1 ? " entry)" : " entries)"))};
}

int uses(const PhonebookEntry& entry, const TimesFaxed& timesFaxed) {
    if (timesFaxed.empty()) {
        return 0;
    }
    const std::vector<std::string> numbers = parseRecipients(entry.numbers);
    return std::accumulate(numbers.begin(), numbers.end(), 0, [&](int sum, const std::string& number) {
        const auto found = timesFaxed.find(number);
        return sum + (found == timesFaxed.end() ? 0 : found->second);
    });
}

// Of `all`, those with the highest weight, in their order, and the one with the key `kept`.
template <typename Element, typename Weight>
std::vector<Element> heaviest(std::vector<Element> all, const Weight& weight, const std::string& kept) {
    std::vector<std::pair<int, std::size_t>> order;
    order.reserve(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        order.emplace_back(-weight(all[i]), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<Element> chosen;
    for (std::size_t i = 0; i < order.size(); ++i) {
        Element& each = all[order[i].second];
        if (i < kMostChoices || each.key == kept) {
            chosen.push_back(std::move(each));
        }
    }
    return chosen;
}

// In the order of their names, and ready for a dialog.
template <typename Element>
void append(std::vector<Element> elements, std::vector<PpdChoice>& choices) {
    std::vector<std::pair<std::string, std::size_t>> order;
    order.reserve(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
        order.emplace_back(foldedName(elements[i].name), i);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [name, place] : order) {
        choices.push_back(choiceOf(elements[place]));
    }
}

bool canBeKeyword(const std::string& name) {
    return !name.empty() && name.size() <= kLongestKeyword &&
           std::all_of(name.begin(), name.end(), [](char letter) {
               return letter > ' ' && letter <= '~' && letter != '/' && letter != ':';
           });
}

bool isThere(const std::vector<PpdChoice>& choices, const std::string& keyword) {
    return std::any_of(choices.begin(), choices.end(),
                       [&](const PpdChoice& choice) { return choice.keyword == keyword; });
}

// The choices that the model's own PPD has; in both options they come first.
std::vector<PpdChoice> ownChoices(const PpdOption& option, const std::vector<std::string>& keywords) {
    std::vector<PpdChoice> own;
    const std::vector<PpdChoice> all = option.choices();
    std::copy_if(all.begin(), all.end(), std::back_inserter(own), [&](const PpdChoice& choice) {
        return std::find(keywords.begin(), keywords.end(), choice.keyword) != keywords.end();
    });
    return own;
}

void setChoices(PpdOption& option, const std::vector<PpdChoice>& choices, const std::string& what,
                std::vector<std::string>& notes) {
    const std::string before = option.defaultChoice();
    const bool isCustom = before == "Custom" || before.starts_with("Custom.");
    if (!isCustom && !isThere(choices, before) && isThere(choices, "None")) {
        const std::vector<PpdChoice> old = option.choices();
        const auto shown = std::find_if(old.begin(), old.end(),
                                        [&](const PpdChoice& choice) { return choice.keyword == before; });
        option.setDefaultChoice("None");
        notes.push_back("The default of " + option.keyword() + " was " +
                        (shown == old.end() ? before : shown->text) + ", " + what +
                        " that is gone; it is None now.");
    }
    option.setChoices(choices);
}

}  // namespace

std::vector<PpdChoice> phoneChoices(const Phonebook& book, const TimesFaxed& timesFaxed,
                                    const std::string& kept) {
    std::vector<PpdChoice> choices;
    append(heaviest(
               book.groups(),
               [](const PhonebookGroup& group) { return static_cast<int>(group.members.size()); }, kept),
           choices);
    append(heaviest(
               book.entries(), [&](const PhonebookEntry& entry) { return uses(entry, timesFaxed); }, kept),
           choices);
    return choices;
}

PpdWithChoices withChoices(const std::string& ppd, const Phonebook& book, const TimesFaxed& timesFaxed,
                           const std::vector<std::string>& templates) {
    PpdWithChoices made{ppd, true, {}};
    std::optional<PpdOption> phone = PpdOption::find(ppd, "phone");
    if (!phone) {
        made.hasPhone = false;
        return made;
    }
    std::vector<PpdChoice> phones = ownChoices(*phone, {"None"});
    const std::vector<PpdChoice> ofBook = phoneChoices(book, timesFaxed, phone->defaultChoice());
    phones.insert(phones.end(), ofBook.begin(), ofBook.end());
    setChoices(*phone, phones, "an entry of the phone book", made.notes);
    made.text = phone->ppd();
    if (std::optional<PpdOption> cover = PpdOption::find(made.text, "FaxCover")) {
        std::vector<PpdChoice> covers = ownChoices(*cover, {"None", "Standard"});
        for (const std::string& name : templates) {
            if (canBeKeyword(name) && !isThere(covers, name) && foldedName(name) != "custom") {
                covers.push_back({name, fitted(name, "")});
            }
        }
        setChoices(*cover, covers, "a template", made.notes);
        made.text = cover->ppd();
    }
    return made;
}

}  // namespace voipnow
