// The journal: what became of every print job and of each fax that it was to be.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A SQLite database, `journal.db` in state-dir. Jobs are keyed by job-uuid, which stays the same when cupsd
// runs a job again; never by the job's number, which cupsd may give to another job. A job is sent as one or
// more faxes, each to at most max-recipients of its recipients.
//
// Each call is durable on disk when it returns. So a step that the outside world can see is written down
// before it is taken, and a run that was killed leaves behind how far it had come. Every call throws JobError
// kHeld when the journal cannot be read or written: without it nothing is sent.
//
// A journal that an older version of this program wrote gets what it lacks when it is opened for writing, and is
// read as it is when it is opened for reading. One that a newer version wrote is left alone (kHeld).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "backend/device_uri.hpp"
#include "backend/fax_service.hpp"
#include "backend/print_job.hpp"
#include "backend/recipients.hpp"
#include "backend/sqlite.hpp"

namespace voipnow {

// States of a job, as `voipnow-fax log` shows them.
enum class JobState {
    kReceiving,  // its pages are being made
    kSending,    //
    kSent,       // the service has all of its faxes
    kHeld,       // waits for a person; the reason says for what
    kRetrying,   // cupsd runs it again later
    kStopped,    // waits for the queue's administrator
    kInDoubt,    // the service may or may not have a fax of it; waits for a person
    kFailed,     // over, and not all of it was sent
};

enum class FaxState {
    kPrepared,   // recipients chosen, the service knows nothing of it
    kCreated,    // the service knows recipients and size, and waits for the file: nothing is sent yet
    kUploading,  // the file is on its way: from here on it may be sent
    kSent,       // the service's store acknowledged the file
    kInDoubt,    // an upload ended without an acknowledgement
};

std::string nameOf(JobState state);
std::string nameOf(FaxState state);

struct FaxEntry {
    std::int64_t key = 0;
    FaxState state = FaxState::kPrepared;
    std::string serviceId;  // `id` and `uid` of the service's answer, empty before
    std::string serviceUid;
    std::int64_t changed = 0;  // when it came into its state, seconds since 1970-01-01 UTC
    std::vector<Recipient> recipients;
    int firstPage = 1;   // of the job's pages, the first that this fax has
    int pages = 0;       // 0 while they are not known, or the journal is too old to tell
    std::string digest;  // of these pages; empty likewise
};

// A fax that is to be.
struct PreparedFax {
    std::vector<Recipient> recipients;
    int firstPage = 1;
    int pages = 0;
    std::string digest;
};

// Where a file of a fax goes, kept so that a later run can put the same bytes to the same URL again.
struct UploadEntry {
    PresignedUpload target;
    std::int64_t ends = 0;  // when the URL stops working, seconds since 1970
    std::string sha256;     // of the file, hexadecimal
    bool isDone = false;    // the store has acknowledged it
};

struct JobEntry {
    std::string uuid;
    int number = 0;
    std::string printer;
    std::string user;
    std::string title;
    std::string service;  // host, with its port when that is not 443
    std::string extension;
    JobState state = JobState::kReceiving;
    std::string reason;         // why it is in this state; empty when there is nothing to say
    int pages = 0;              // 0 while they are not known
    std::int64_t received = 0;  // seconds since 1970-01-01 UTC
    std::int64_t changed = 0;
    std::vector<FaxEntry> faxes;
    std::string billing;  // what the job said to whom it is charged; empty when it said nothing
};

// How the last run of a job ended, or how far it had come when it was killed.
struct LastRun {
    JobState state = JobState::kReceiving;
    std::string reason;
    std::string options;              // of its command line, as they came
    std::vector<std::string> doubts;  // see Journal::setState
    std::int64_t received = 0;        // the job's first run began, seconds since 1970-01-01 UTC
};

// A fax that took the same pages to the same number.
struct Repeat {
    std::int64_t when = 0;  // it came into its state, seconds since 1970-01-01 UTC
    std::string serviceId;
    int jobNumber = 0;
};

class Journal {
  public:
    using Access = SqliteDatabase::Access;

    // Opens the journal in `stateDir`; with kWrite it is made when it is missing.
    Journal(const std::filesystem::path& stateDir, Access access);

    // Whether there is a journal in `stateDir`.
    static bool isIn(const std::filesystem::path& stateDir);

    // To be asked before begin(): nothing when this is the job's first run.
    std::optional<LastRun> lastRunOf(const std::string& uuid);

    // When the job's first run began, seconds since 1970-01-01 UTC. After begin().
    std::int64_t receivedAt(const std::string& uuid);

    // A run of the job begins: the first one, or another after a release, a retry or a crash. The job's doubts stay.
    void begin(const PrintJob& job, const DeviceUri& device);

    void setPages(const std::string& uuid, int pages);
    void setBilling(const std::string& uuid, const std::string& billing);

    // What is known of a job's faxes, in the order in which they were prepared.
    std::vector<FaxEntry> faxesOf(const std::string& uuid);

    // Forgets the job's faxes that never got as far as an upload, and prepares these. Gives their keys in the
    // same order.
    std::vector<std::int64_t> prepare(const std::string& uuid, const std::vector<PreparedFax>& faxes);

    // The service knows the fax now, and these are its uploads, in the order of its files.
    void setCreated(std::int64_t fax, const CreatedFax& created, const std::vector<UploadEntry>& uploads);
    std::vector<UploadEntry> uploadsOf(std::int64_t fax);
    void setUploaded(std::int64_t fax, std::size_t file);

    // A fax that is sent or in doubt forgets its uploads: their URLs are of no more use.
    void setState(std::int64_t fax, FaxState state);
    void setState(const std::string& uuid, JobState state, const std::string& reason);
    // With the doubts, a line each, that a person has to settle by releasing the job, or has settled so; they are kept
    // until they are set anew.
    void setState(const std::string& uuid, JobState state, const std::string& reason,
                  const std::vector<std::string>& doubts);

    // Notes that the run ends with "try again later", and gives how many runs of this job have ended so.
    int countRetry(const std::string& uuid);

    // All jobs, the oldest first.
    std::vector<JobEntry> jobs();

    // Whether a fax to that number, as it is dialled, was ever sent.
    bool isKnown(const std::string& number);

    // How many faxes were sent to each number.
    std::map<std::string, int> timesFaxed();

    // The last fax of another job than `exceptJob` with these pages to that number, which came into one of the states
    // sent, uploading and in-doubt at `since` or later. An empty digest is that of no pages.
    std::optional<Repeat> faxedSince(const std::string& digest, const std::string& number, std::int64_t since,
                                     const std::string& exceptJob);

  private:
    SqliteDatabase database_;
};

}  // namespace voipnow
