// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/similar_names.hpp"

#include <glib.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "backend/phonebook_names.hpp"

namespace voipnow {
namespace {

std::u32string charactersOf(const std::string& text) {
    glong length = 0;
    const std::unique_ptr<gunichar, decltype(&g_free)> characters(
        g_utf8_to_ucs4_fast(text.data(), static_cast<glong>(text.size()), &length), &g_free);
    return {characters.get(), characters.get() + length};
}

// How many letters have to be put in, left out or changed (Levenshtein); more than `most` is most + 1.
std::size_t distance(const std::u32string& left, const std::u32string& right, std::size_t most) {
    const std::size_t lengths =
        left.size() < right.size() ? right.size() - left.size() : left.size() - right.size();
    if (lengths > most) {
        return most + 1;
    }
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = i;
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t changed = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = std::exchange(row[j + 1], std::min({row[j] + 1, row[j + 1] + 1, changed}));
        }
        if (*std::min_element(row.begin(), row.end()) > most) {
            return most + 1;
        }
    }
    return std::min(row.back(), most + 1);
}

}  // namespace

std::size_t lettersApart(const std::string& one, const std::string& other, std::size_t most) {
    const auto isText = [](const std::string& text) {
        return g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) != FALSE;
    };
    return isText(one) && isText(other) ? distance(charactersOf(one), charactersOf(other), most) : most + 1;
}

std::vector<std::string> namesLike(const std::string& text, const Phonebook& book, std::size_t most) {
    constexpr std::size_t kLettersPerMistake = 3;  // about
    const std::string folded = foldedName(text);
    if (g_utf8_validate(folded.data(), static_cast<gssize>(folded.size()), nullptr) == FALSE ||
        folded.empty()) {
        return {};
    }
    const std::u32string wanted = charactersOf(folded);
    const std::size_t mistakes = (wanted.size() + 1) / kLettersPerMistake;
    std::set<std::pair<std::size_t, std::string>> found;
    const auto look = [&](const std::string& name) {
        const std::string other = foldedName(name);
        const bool isPart = folded.size() > 1 && other.find(folded) != std::string::npos;
        const std::size_t difference = isPart ? 0 : distance(wanted, charactersOf(other), mistakes);
        if (difference <= mistakes) {
            found.emplace(difference, name);
        }
    };
    const std::vector<PhonebookGroup> groups = book.groups();
    std::for_each(groups.begin(), groups.end(), [&](const PhonebookGroup& group) { look('@' + group.name); });
    if (!folded.starts_with('@')) {
        const std::vector<PhonebookEntry>& entries = book.entries();
        std::for_each(entries.begin(), entries.end(), [&](const PhonebookEntry& entry) { look(entry.name); });
    }
    std::vector<std::string> names;
    names.reserve(std::min(most, found.size()));
    for (auto each = found.begin(); each != found.end() && names.size() < most; ++each) {
        names.push_back(each->second);
    }
    return names;
}

}  // namespace voipnow
