// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/handover.hpp"

#include <algorithm>
#include <limits>

namespace voipnow {
namespace {

constexpr int kPercentOfPages = 50;  // the filter took the first half of the bar
constexpr int kAll = 100;

std::int64_t bytesOf(const FaxPart& part) {
    std::int64_t bytes = 0;
    for (const FileToSend& file : part.announced) {
        bytes += static_cast<std::int64_t>(file.size);
    }
    return bytes;
}

// What the service has of the fax, or may have. The journal does not count the cover page; its part does, as long as it
// is still planned.
std::int64_t pagesThere(const FaxEntry& fax, const std::vector<FaxPart>& parts) {
    if (fax.state != FaxState::kSent && fax.state != FaxState::kInDoubt && fax.state != FaxState::kResent) {
        return 0;
    }
    const auto part = std::find_if(parts.begin(), parts.end(), [&fax](const FaxPart& each) {
        return each.planned->firstPage == fax.firstPage && each.planned->pages == fax.pages;
    });
    const std::int64_t pages = part == parts.end() ? fax.pages : part->pages;
    return pages * static_cast<std::int64_t>(fax.recipients.size());
}

}  // namespace

Handover::Handover(const std::vector<FaxBatch>& faxes, const std::vector<FaxPart>& parts,
                   const std::vector<FaxEntry>& entries, CupsMessages& messages)
    : messages_(messages), faxes_(faxes.size()) {
    for (const FaxBatch& fax : faxes) {
        bytes_ += bytesOf(parts[fax.part]);
    }
    for (const FaxEntry& fax : entries) {
        pages_ += pagesThere(fax, parts);
    }
}

Handover::~Handover() {
    const std::lock_guard<std::mutex> turn(turn_);
    tellPages();
}

void Handover::moved(std::int64_t bytes) {
    const std::lock_guard<std::mutex> turn(turn_);
    moved_ += bytes;
    messages_.mediaProgress(percentNow());
}

void Handover::done(const FaxPart& part, std::size_t recipients) {
    constexpr std::size_t kMostTold =
        50;  // faxes one by one: cupsd takes every line to whoever watches the job
    const std::lock_guard<std::mutex> turn(turn_);
    ++done_;
    pages_ += std::int64_t{part.pages} * static_cast<std::int64_t>(recipients);
    const int percent = percentNow();
    if (faxes_ <= kMostTold || percent != toldAt_) {
        tellPages();
        toldAt_ = percent;
    }
    messages_.mediaProgress(percent);
}

int Handover::percent() {
    const std::lock_guard<std::mutex> turn(turn_);
    return percentNow();
}

// All only when the service has acknowledged all.
int Handover::percentNow() const {
    if (done_ >= faxes_) {
        return kAll;
    }
    const std::int64_t moved = std::clamp<std::int64_t>(moved_, 0, bytes_);
    return kPercentOfPages +
           static_cast<int>(moved * (kAll - 1 - kPercentOfPages) / std::max<std::int64_t>(bytes_, 1));
}

void Handover::tellPages() {
    if (pages_ != toldPages_) {
        toldPages_ = pages_;
        messages_.pagesHandedOver(
            static_cast<int>(std::min<std::int64_t>(pages_, std::numeric_limits<int>::max())));
    }
}

}  // namespace voipnow
