// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_files.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <span>
#include <utility>

#include "backend/checksum.hpp"
#include "backend/job_error.hpp"
#include "backend/joined_document.hpp"

namespace voipnow {
namespace {

std::string bytesOf(TemporaryFile& file) {
    file.rewind();
    std::string bytes(file.size(), '\0');
    if (std::fread(bytes.data(), 1, bytes.size(), file.stream()) != bytes.size()) {
        throw JobError(JobEnd::kHeld, "The cover page cannot be read again from the disk; nothing was sent.");
    }
    return bytes;
}

}  // namespace

FaxFiles::FaxFiles(std::vector<ReceivedDocument> documents, bool join, std::filesystem::path folder,
                   MakeCover makeCover)
    : documents_(std::move(documents)),
      join_(join),
      folder_(std::move(folder)),
      makeCover_(std::move(makeCover)) {
    for (const ReceivedDocument& document : documents_) {
        pages_ += document.pages;
    }
}

std::string FaxFiles::digestOf(const PlannedFax& fax) {
    if (!isWhole(fax)) {
        ReceivedDocument copy = copyOf(fax);
        return sha256Of(copy.pdf);
    }
    if (documents_.size() == 1) {
        return sha256Of(documents_.front().pdf);
    }
    std::string all;
    for (ReceivedDocument& document : documents_) {
        all += sha256Of(document.pdf) + '\n';
    }
    return sha256Of(all);
}

std::shared_ptr<const FaxFileSet> FaxFiles::of(const PlannedFax& fax) {
    const std::lock_guard<std::mutex> turn(turn_);
    if (madeFor_ != fax.firstPage) {
        FaxFileSet files{made(fax), {}};
        files.sha256.reserve(files.documents.size());
        for (ReceivedDocument& document : files.documents) {
            files.sha256.push_back(sha256Of(document.pdf));
            document.pdf.rewind();
        }
        files_ = std::make_shared<const FaxFileSet>(std::move(files));
        madeFor_ = fax.firstPage;
    }
    return files_;
}

ReceivedDocument FaxFiles::copyOf(const PlannedFax& fax) {
    if (!source_) {
        std::vector<ReceivedDocument*> all;
        all.reserve(documents_.size());
        std::transform(documents_.begin(), documents_.end(), std::back_inserter(all),
                       [](ReceivedDocument& document) { return &document; });
        source_ = std::make_unique<PdfPages>(std::move(all));
    }
    return source_->copy(fax.firstPage, fax.pages, folder_);
}

std::optional<ReceivedDocument> FaxFiles::coverOf(const PlannedFax& fax) {
    if (covers_.count(fax.firstPage) == 0) {
        std::optional<ReceivedDocument> cover = makeCover_(fax);
        covers_.emplace(fax.firstPage, cover ? std::optional(bytesOf(cover->pdf)) : std::nullopt);
    }
    const std::optional<std::string>& bytes = covers_.at(fax.firstPage);
    if (!bytes) {
        return std::nullopt;
    }
    ReceivedDocument cover{"", 1, TemporaryFile(folder_)};
    cover.pdf.write(std::as_bytes(std::span(*bytes)));
    cover.pdf.rewind();
    return cover;
}

std::vector<ReceivedDocument> FaxFiles::made(const PlannedFax& fax) {
    std::vector<ReceivedDocument> pages;
    if (isWhole(fax)) {
        pages = std::move(documents_);
    } else {
        pages.push_back(copyOf(fax));
    }
    std::optional<ReceivedDocument> cover = coverOf(fax);
    if (!join_) {
        if (cover) {
            const std::string title = pages.front().title;
            std::vector<ReceivedDocument> first;
            first.push_back(std::move(*cover));
            first.push_back(std::move(pages.front()));
            pages.front() = joinDocuments(std::move(first), folder_);
            pages.front().title = title;
        }
        return pages;
    }
    const std::string title = pages.front().title;
    if (cover) {
        pages.insert(pages.begin(), std::move(*cover));
    }
    std::vector<ReceivedDocument> joined;
    joined.push_back(joinDocuments(std::move(pages), folder_));
    joined.front().title = title;
    return joined;
}

}  // namespace voipnow
