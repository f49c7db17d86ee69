// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_uploads.hpp"

#include <algorithm>
#include <ctime>
#include <functional>
#include <memory>

#include "backend/fax_words.hpp"
#include "backend/in_parallel.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kMostAnnounced = 50;  // faxes that are told one by one, or steps

// How far the bytes of one file are.
class FileProgress {
  public:
    explicit FileProgress(Handover& handover) : handover_(handover) {}

    void operator()(std::uint64_t sent) {
        const auto now = static_cast<std::int64_t>(sent);
        if (now != sent_) {
            handover_.moved(now - sent_);
            sent_ = now;
        }
    }

  private:
    Handover& handover_;
    std::int64_t sent_ = 0;
};

// What is uploaded has to be what was announced: a template of a cover page may have been changed in between.
std::shared_ptr<const FaxFileSet> unchanged(FaxFiles& files, const FaxPart& part) {
    std::shared_ptr<const FaxFileSet> made = files.of(*part.planned);
    if (made->sha256 != part.sha256) {
        throw JobError(JobEnd::kRetriedLater,
                       "The cover page was changed while the fax was being sent; the rest is sent later.");
    }
    return made;
}

bool isAnyDone(const std::vector<UploadEntry>& uploads) {
    return std::any_of(uploads.begin(), uploads.end(), [](const UploadEntry& each) { return each.isDone; });
}

}  // namespace

void FaxUploads::all(const std::vector<FaxBatch>& faxes, const std::vector<FaxPart>& parts, FaxFiles& files,
                     Handover& handover) {
    std::atomic<std::size_t> begun{0};
    inParallel(threads_, faxes.size(), [&](std::size_t i) {
        const FaxBatch& fax = faxes[i];
        announce(fax, ++begun, faxes.size(), parts);
        send(fax, parts[fax.part], *unchanged(files, parts[fax.part]), handover);
        handover.done(parts[fax.part], fax.recipients.size());
    });
}

void FaxUploads::announce(const FaxBatch& fax, std::size_t number, std::size_t count,
                          const std::vector<FaxPart>& parts) {
    // cupsd takes every line to the job and to whoever watches it.
    if (count > kMostAnnounced && number * kMostAnnounced / count == (number - 1) * kMostAnnounced / count) {
        return;
    }
    const PlannedFax& planned = *parts[fax.part].planned;
    messages_.info(
        "Sending " +
        (count > 1 ? "fax " + std::to_string(number) + " of " + std::to_string(count) + ' ' : std::string()) +
        (parts.size() > 1 ? '(' + pagesInWords(planned.firstPage, planned.pages) + ") " : std::string()) +
        "to " + listedBriefly(fax.recipients) + ".");
}

void FaxUploads::send(const FaxBatch& fax, const FaxPart& part, const FaxFileSet& files, Handover& handover) {
    Backoff backoff = retries_.backoff();
    bool mayHaveArrived = fax.mayHaveArrived;
    for (;;) {
        bool isOver = false;
        try {
            put(fax, files, handover, mayHaveArrived);
            journal_.setState(fax.key, FaxState::kSent);
            messages_.serviceAnswers();
            return;
        } catch (const UploadFailed& error) {
            mayHaveArrived = mayHaveArrived || error.mayHaveArrived();
            isOver = dynamic_cast<const UrlEnded*>(&error) != nullptr || haveUrlsEnded(fax);
            journal_.setWords(fax.key, error.what());
            if (!mayHaveArrived) {
                journal_.setState(fax.key, FaxState::kCreated);
            } else if (isOver) {
                journal_.setState(fax.key, FaxState::kInDoubt);
                return;
            }
            if (!retries_.wait(backoff, error)) {
                throw;
            }
        } catch (const PagesRefused& error) {
            journal_.setWords(fax.key, error.what());
            // A store that refuses a file has not got it, but an earlier try may have brought it there.
            journal_.setState(fax.key, mayHaveArrived ? FaxState::kInDoubt : FaxState::kCreated);
            if (!mayHaveArrived) {
                throw;
            }
            return;
        } catch (const JobError& error) {
            journal_.setWords(fax.key, error.what());
            if (!mayHaveArrived) {
                journal_.setState(fax.key, FaxState::kCreated);
            }
            throw;
        }
        if (isOver) {
            creates_.again(fax, part);
        }
    }
}

// All files that the store has not acknowledged yet. `mayHaveArrived` becomes true with the first that it has.
void FaxUploads::put(const FaxBatch& fax, const FaxFileSet& files, Handover& handover, bool& mayHaveArrived) {
    const std::vector<UploadEntry> uploads = journal_.uploadsOf(fax.key);
    mayHaveArrived = mayHaveArrived || isAnyDone(uploads);
    journal_.setUploading(fax.key);
    for (std::size_t i = 0; i < uploads.size(); ++i) {
        if (uploads[i].isDone) {
            continue;
        }
        FileProgress progress(handover);
        try {
            uploader_.upload(uploads[i].target, files.documents[i].pdf, std::ref(progress));
        } catch (...) {
            progress(0);
            throw;
        }
        progress(files.documents[i].pdf.size());
        mayHaveArrived = true;
        // Of the last one the state of the fax tells.
        if (i + 1 < uploads.size()) {
            journal_.setUploaded(fax.key, i);
        }
    }
}

bool FaxUploads::haveUrlsEnded(const FaxBatch& fax) {
    const std::vector<UploadEntry> uploads = journal_.uploadsOf(fax.key);
    const std::int64_t now = std::time(nullptr);
    return std::any_of(uploads.begin(), uploads.end(),
                       [now](const UploadEntry& each) { return !each.isDone && each.ends <= now; });
}

}  // namespace voipnow
