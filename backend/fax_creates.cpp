// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_creates.hpp"

#include <algorithm>
#include <ctime>

#include "backend/presigned_upload.hpp"
#include "backend/service_errors.hpp"

namespace voipnow {
namespace {

class SharedPlace : public JobError {
  public:
    SharedPlace(const std::string& id, std::int64_t other)
        : JobError(
              JobEnd::kHeld,
              "The service gives two files the same place to upload to (fax " + id +
                  "), so one of them would be lost; nothing was sent. Tell the administrator of the PBX, "
                  "then release the job."),
          other_(other) {}

    // The key of the fax that had the place before.
    std::int64_t other() const { return other_; }

  private:
    std::int64_t other_;
};

// Halves of a fax in the place of it.
std::vector<FaxBatch> split(Journal& journal, const std::string& uuid, const std::string& prefix,
                            const FaxBatch& fax, const PlannedFax& planned) {
    const auto middle = fax.recipients.begin() + static_cast<std::ptrdiff_t>(fax.recipients.size() / 2);
    const std::vector<Recipient> first(fax.recipients.begin(), middle);
    const std::vector<Recipient> second(middle, fax.recipients.end());
    const std::vector<std::int64_t> keys =
        journal.prepare(uuid, {fax.key},
                        {{first, planned.firstPage, planned.pages, planned.digest, prefix},
                         {second, planned.firstPage, planned.pages, planned.digest, prefix}});
    return {{keys[0], fax.part, first, false}, {keys[1], fax.part, second, false}};
}

JobError refusal(const PrintJob& job, const std::string& prefix, const std::vector<FaxPart>& parts,
                 const std::vector<Recipient>& refused, const std::string& words) {
    std::string sentence =
        (refused.size() == 1 ? words : "The service refuses " + listedBriefly(refused) + ".") +
        " Nothing was sent to anybody. ";
    if (parts.size() > 1) {
        sentence += "Correct the document and print it again, or leave these numbers out.";
        return {JobEnd::kHeld, sentence};
    }
    std::vector<Recipient> others;
    for (const Recipient& each : parts.front().planned->recipients) {
        if (std::find(refused.begin(), refused.end(), each) == refused.end()) {
            others.push_back(each);
        }
    }
    constexpr std::size_t kMostWritten = 20;  // in a command on cupsd's line
    sentence += others.empty() || others.size() > kMostWritten
                    ? "Check the numbers, and give the right ones: " + job.resumeCommand()
                    : "Without " + std::string(refused.size() == 1 ? "it: " : "them: ") +
                          job.resumeCommand(others, prefix);
    return {JobEnd::kHeld, sentence};
}

}  // namespace

void FaxCreates::create(const FaxBatch& fax, const FaxPart& part) {
    const CreatedFax created =
        retries_.with([&] { return service_.create(numbersOf(fax.recipients), part.announced); });
    requireOwnPlaces(fax.key, created);
    std::vector<UploadEntry> uploads;
    uploads.reserve(created.uploads.size());
    for (std::size_t i = 0; i < created.uploads.size(); ++i) {
        const PresignedUpload& target = created.uploads[i];
        uploads.push_back({target, endOfUrl(target.url, std::time(nullptr)), part.sha256[i],
                           part.announced[i].size, false});
    }
    messages_.serviceAnswers();
    journal_.setCreated(fax.key, created, uploads);
    messages_.debug("Fax " + created.id + " is created for " + listedBriefly(fax.recipients) + ".");
}

void FaxCreates::requireOwnPlaces(std::int64_t fax, const CreatedFax& created) {
    const std::lock_guard<std::mutex> turn(turn_);
    for (const PresignedUpload& target : created.uploads) {
        const auto [place, isNew] = places_.emplace(target.url, fax);
        if (!isNew) {
            throw SharedPlace(created.id, place->second);
        }
    }
}

void FaxCreates::createOrSplit(const std::string& uuid, const std::string& prefix, const FaxBatch& fax,
                               const FaxPart& part, Outcome& outcome) {
    try {
        create(fax, part);
        outcome.created.push_back(fax);
    } catch (const RecipientsRefused& error) {
        if (fax.recipients.size() > 1) {
            for (const FaxBatch& half : split(journal_, uuid, prefix, fax, *part.planned)) {
                createOrSplit(uuid, prefix, half, part, outcome);
            }
            return;
        }
        journal_.setState(fax.key, FaxState::kHeld);
        journal_.setWords(fax.key, error.what());
        outcome.refused.push_back(fax.recipients.front());
        outcome.words = error.what();
    }
}

std::vector<FaxBatch> FaxCreates::all(const PrintJob& job, const std::string& prefix,
                                      const std::vector<FaxBatch>& faxes, const std::vector<FaxPart>& parts) {
    Outcome whole;
    for (const FaxBatch& fax : faxes) {
        try {
            createOrSplit(job.uuid, prefix, fax, parts[fax.part], whole);
        } catch (const SharedPlace& error) {
            // Whose place it is nobody knows: the other is created anew, too.
            journal_.setState(error.other(), FaxState::kHeld);
            throw;
        }
    }
    if (!whole.refused.empty()) {
        throw refusal(job, prefix, parts, whole.refused, whole.words);
    }
    if (whole.created.size() > faxes.size()) {
        messages_.warning(
            "The service takes fewer recipients in one fax than max-recipients in voipnow.conf says.");
    }
    return whole.created;
}

}  // namespace voipnow
