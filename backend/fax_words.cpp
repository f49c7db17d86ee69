// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_words.hpp"

#include <algorithm>
#include <iterator>

#include "backend/local_time.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kMostNamed = 5;

std::string nameOfFax(const FaxEntry& fax) {
    return "fax " + fax.serviceId + " to " + listedBriefly(fax.recipients) +
           (fax.pages > 0 ? " (" + pagesInWords(fax.firstPage, fax.pages) + ")" : std::string()) + " at " +
           localTime(fax.started > 0 ? fax.started : fax.changed, "%H:%M");
}

}  // namespace

std::string pagesInWords(int first, int count) {
    return count == 1 ? "page " + std::to_string(first)
                      : "pages " + std::to_string(first) + " to " + std::to_string(first + count - 1);
}

std::string counted(std::size_t count, const std::string& noun) {
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : noun.ends_with('x') ? "es" : "s");
}

std::string doubtInWords(const std::vector<FaxEntry>& faxes, int number) {
    std::vector<FaxEntry> doubtful;
    std::copy_if(faxes.begin(), faxes.end(), std::back_inserter(doubtful),
                 [](const FaxEntry& fax) { return fax.state == FaxState::kInDoubt; });
    if (doubtful.empty()) {
        return {};
    }
    std::string names;
    for (std::size_t i = 0; i < std::min(doubtful.size(), kMostNamed); ++i) {
        names += (i == 0 ? "" : ", ") + nameOfFax(doubtful[i]);
    }
    if (doubtful.size() > kMostNamed) {
        names += " and " + std::to_string(doubtful.size() - kMostNamed) + " more (voipnow-fax show " +
                 std::to_string(number) + ")";
    }
    return "The service may have accepted " + names + ". Look at its list of sent faxes. To send " +
           (doubtful.size() == 1 ? "it" : "them") + " again: voipnow-fax resend " + std::to_string(number) +
           '.';
}

std::string canceledInWords(const std::vector<FaxEntry>& faxes, int number) {
    const auto sent = std::count_if(faxes.begin(), faxes.end(),
                                    [](const FaxEntry& fax) { return fax.state == FaxState::kSent; });
    const std::string doubt = doubtInWords(faxes, number);
    if (sent == 0) {
        return doubt.empty() ? "Canceled; nothing had been sent." : "Canceled. " + doubt;
    }
    return "Canceled. Before, " + std::to_string(sent) + " of " + counted(faxes.size(), "fax") +
           " had been sent." + (doubt.empty() ? "" : ' ' + doubt);
}

}  // namespace voipnow
