// Journal: what became of every print job and of each fax that it was to be, as the backend writes it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A SQLite database, `journal.db` in state-dir. Jobs are keyed by job-uuid, which stays the same when cupsd
// runs a job again; never by the job's number, which cupsd may give to another job. A job is sent as one or
// more faxes, each to at most max-recipients of its recipients.
//
// What is written survives the end of this process, however it ends. Calls marked [disk] are on the disk when they
// return, with all that was written before them, so they survive a power cut too: each step that the outside world can
// see has one before it. Every call throws JobError kHeld when the journal cannot be read or written: without it nothing
// is sent. Threads may call as they like; they take turns.
//
// A journal that an older version of this program wrote gets what it lacks when it is opened. One that a newer version
// wrote is left alone (kHeld). Its files may be read by the group that may read state-dir
// (backend/privileges.hpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "backend/device_uri.hpp"
#include "backend/fax_service.hpp"
#include "backend/journal_rows.hpp"
#include "backend/print_job.hpp"
#include "backend/sqlite.hpp"

namespace voipnow {

// A fax that is to be.
struct PreparedFax {
    std::vector<Recipient> recipients;
    int firstPage = 1;
    int pages = 0;
    std::string digest;
    std::string prefix = {};  // of all the numbers, in dialling form
};

// Where a file of a fax goes, kept so that a later run can put the same bytes to the same URL again.
struct UploadEntry {
    PresignedUpload target;
    std::int64_t ends = 0;    // when the URL stops working, seconds since 1970
    std::string sha256;       // of the file, hexadecimal
    std::uint64_t bytes = 0;  // of the file
    bool isDone = false;      // the store has acknowledged it
};

// How the last run of a job ended, or how far it had come when it was killed.
struct LastRun {
    JobState state = JobState::kReceiving;
    std::string reason;
    std::string options;              // of its command line, as they came
    std::vector<std::string> doubts;  // see Journal::setState
    std::int64_t received = 0;        // the job's first run began, seconds since 1970-01-01 UTC
    std::int64_t asked = 0;  // milliseconds since 1970, see Journal::setAsked; or kAnswered; 0: not asked
    int number = 0;          // that cupsd gave it
};

inline constexpr std::int64_t kAnswered = -1;

// A job that is not over, as far as the journal knows.
struct OpenJob {
    std::string uuid;
    JobState state = JobState::kReceiving;
    std::string reason;
    int number = 0;
    std::string printer;
    std::string user;
    std::string title;
};

// A fax that took the same pages to the same number.
struct Repeat {
    std::int64_t when = 0;  // it came into its state, seconds since 1970-01-01 UTC
    std::string serviceId;
    int jobNumber = 0;
};

class Journal {
  public:
    // Opens the journal in `stateDir`, and makes it when it is missing.
    explicit Journal(const std::filesystem::path& stateDir);

    // To be asked before begin(): nothing when this is the job's first run.
    std::optional<LastRun> lastRunOf(const std::string& uuid);

    // When the job's first run began, seconds since 1970-01-01 UTC. After begin().
    std::int64_t receivedAt(const std::string& uuid);

    // A run of the job begins: the first one, or another after a release, a retry or a crash. The job's doubts stay.
    void begin(const PrintJob& job, const DeviceUri& device);

    void setPages(const std::string& uuid, int pages);
    void setBilling(const std::string& uuid, const std::string& billing);

    // A picture of the job's first page (PNG), for its receipt.
    void setPicture(const std::string& uuid, const std::string& png);

    // What is known of a job's faxes, in the order in which they were prepared.
    std::vector<FaxEntry> faxesOf(const std::string& uuid);

    // Forgets the faxes with these keys, and prepares others for the job. Gives their keys in the same order. [disk]
    std::vector<std::int64_t> prepare(const std::string& uuid, const std::vector<std::int64_t>& forgotten,
                                      const std::vector<PreparedFax>& faxes);

    // The service knows the fax now, and these are its uploads, in the order of its files. Takes the place of what an
    // earlier create answered.
    void setCreated(std::int64_t fax, const CreatedFax& created, const std::vector<UploadEntry>& uploads);
    std::vector<UploadEntry> uploadsOf(std::int64_t fax);

    // A file of the fax is about to go to the store: state uploading, and one attempt more. [disk]
    void setUploading(std::int64_t fax);
    // The store has acknowledged a file, and others of the fax are still to come. [disk]
    void setUploaded(std::int64_t fax, std::size_t file);

    // [disk] A fax that is sent, in doubt or over forgets the URLs of its uploads.
    void setState(std::int64_t fax, FaxState state);
    // What the service, or the way to it, said when something went wrong.
    void setWords(std::int64_t fax, const std::string& words);

    void setState(const std::string& uuid, JobState state, const std::string& reason);
    // With the doubts, a line each, that a person has to settle by releasing the job, or has settled so; they are kept
    // until they are set anew.
    void setState(const std::string& uuid, JobState state, const std::string& reason,
                  const std::vector<std::string>& doubts);

    // The job's doubts are put to a person now: its process ends and cupsd holds the job.
    void setAsked(const std::string& uuid);
    // That did not come about: cupsd does not hold the job.
    void setNotAsked(const std::string& uuid);
    // A person has settled them.
    void setAnswered(const std::string& uuid);

    // A person wants the job's faxes in doubt sent again, with `alsoSent` also those that were sent: they become
    // "resent". Once for each token: false, and nothing changes, when it was honoured before. [disk]
    bool resend(const std::string& uuid, const std::string& token, bool alsoSent);

    // The faxes that resend() with these values would change.
    std::vector<FaxEntry> askedAgain(const std::string& uuid, const std::string& token, bool alsoSent);

    // The job's faxes that were prepared, created, uploading or held take this state; those that may have arrived
    // become in doubt instead. [disk]
    void endFaxes(const std::string& uuid, FaxState state);

    // Notes that the run ends with "try again later", and gives how many runs of this job have ended so.
    int countRetry(const std::string& uuid);

    // Those that no run has brought to an end, and those that wait for something: neither sent nor failed nor canceled.
    std::vector<OpenJob> openJobs();

    // Forgets up to `most` jobs that have been over since before `time`. Not by when they were received: CUPS can run a
    // job again for a while after its end, and then it must be known.
    void forgetBefore(std::int64_t time, int most);

    // Whether a fax to that number, as it is dialled, was ever sent.
    bool isKnown(const std::string& number);

    // The last fax of another job than `exceptJob` with these pages to that number, which came into one of the states
    // sent, uploading and in-doubt at `since` or later. An empty digest is that of no pages.
    std::optional<Repeat> faxedSince(const std::string& digest, const std::string& number, std::int64_t since,
                                     const std::string& exceptJob);

  private:
    enum class Durability { kProcess, kDisk };

    // Runs `work` alone and as one transaction.
    template <typename Work>
    auto written(Durability durability, const Work& work);

    std::mutex turn_;
    SqliteDatabase database_;
    bool isOnDisk_ = true;  // what PRAGMA synchronous says
};

}  // namespace voipnow
