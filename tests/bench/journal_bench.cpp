// journal_bench: what a job's journal costs, in a journal that is new and in one with many jobs of before.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//     journal_bench FOLDER JOBS ROUNDS
//
// Makes FOLDER/new and FOLDER/full, with JOBS jobs in the journal of the latter, and does to each in turn, ROUNDS times,
// what the backend does for a job of one fax that goes well: the journal opened, all that is written and asked on the
// way, and the journal closed. Prints {"new":[…],"full":[…]}, milliseconds for each job. FOLDER has to be on a disk:
// most of the time is waited for it.
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "backend/checksum.hpp"
#include "backend/journal.hpp"
#include "backend/journal_schema.hpp"
#include "backend/sqlite.hpp"

namespace {

using namespace voipnow;
namespace fs = std::filesystem;

constexpr std::int64_t kYear = 31536000;
constexpr std::int64_t kBetweenJobs = 315;   // seconds, when there are 100,000 in a year
constexpr std::size_t kPictureBytes = 8000;  // what a picture of a first page has at most, as a rule

// Jobs of the last year, at random times and to some thousands of numbers, each of one page to one recipient.
constexpr const char* kJobsOfBefore = R"sql(
    INSERT INTO job (uuid, number, printer, user, title, service, extension, state, pages, received, changed, options)
        WITH RECURSIVE now (time) AS (SELECT CAST(strftime('%s', 'now') AS INTEGER)), each (n, time) AS (
            SELECT 1, now.time - 31536000 FROM now
            UNION ALL SELECT n + 1, now.time - abs(random()) % 31536000 FROM each, now WHERE n < ?)
        SELECT 'urn:uuid:' || lower(hex(randomblob(16))), n % 10000, 'Fax', 'user' || (n % 50),
            'Invoice ' || n || ' of this year.pdf', 'pbx.example.com', '0003*210', 'sent', 1, time, time + 5,
            'finishings=3 number-up=1 phone=15550100 job-uuid=urn:uuid:01234567-89ab-cdef-0123-456789abcdef '
            || 'job-originating-host-name=workstation.example.com date-time-at-creation= time-at-creation=' || time
        FROM each;
    INSERT INTO fax (job, state, service_id, service_uid, changed, pages, digest, created, started, attempts)
        SELECT uuid, 'sent', number, lower(hex(randomblob(16))), changed, 1, lower(hex(randomblob(32))), changed,
            changed, 1 FROM job;
    INSERT INTO recipient (fax, position, number)
        SELECT key, 0, CAST(15550000 + abs(random()) % 5000 AS TEXT) FROM fax;
    INSERT INTO upload (fax, file, url, headers, ends, sha256, done, bytes)
        SELECT key, 0, '', '', changed, lower(hex(randomblob(32))), 1, 20000 + abs(random()) % 20000 FROM fax;
    INSERT INTO picture (job, png) SELECT uuid, randomblob(8000) FROM job;
)sql";

void fill(const fs::path& stateDir, int jobs) {
    SqliteDatabase database(stateDir / kJournalFile, SqliteDatabase::Access::kWrite);
    SqliteTransaction transaction(database);
    std::string sql = kJobsOfBefore;
    sql.replace(sql.find('?'), 1, std::to_string(jobs));
    database.run(sql.c_str());
    transaction.commit();
}

struct Subject {
    fs::path stateDir;
    std::vector<double> milliseconds{};
};

void doJob(const fs::path& stateDir, int number) {
    PrintJob job;
    job.number = number;
    job.user = "anna";
    job.title = "letter.pdf";
    job.printer = "Fax";
    constexpr std::size_t kDigits = 32;
    job.uuid = "urn:uuid:" + sha256Of(std::to_string(number)).substr(0, kDigits);
    job.optionsText = "finishings=3 number-up=1 phone=15550100 job-uuid=" + job.uuid;
    const DeviceUri device{"pbx.example.com", 443, "@me", "0003*210"};
    const Recipient recipient{"15550100", ""};
    const std::string digest = sha256Of(job.title + std::to_string(number));
    const std::string url =
        "https://store.example.com/faxout/0123456789abcdef0123456789abcdef/1?X-Amz-Signature=" + digest;

    Journal(stateDir).openJobs();
    Journal journal(stateDir);
    journal.lastRunOf(job.uuid);
    journal.begin(job, device);
    journal.setBilling(job.uuid, "");
    journal.setPages(job.uuid, 1);
    const std::int64_t received = journal.receivedAt(job.uuid);
    journal.faxesOf(job.uuid);
    journal.isKnown(recipient.number);
    journal.faxedSince(digest, recipient.number, received - kYear, job.uuid);
    journal.setState(job.uuid, JobState::kSending, "");
    journal.faxesOf(job.uuid);
    journal.faxesOf(job.uuid);
    const std::int64_t fax = journal.prepare(job.uuid, {}, {{{recipient}, 1, 1, digest}}).front();
    const CreatedFax created{"262", std::string(32, 'b'), {{url, {"x-amz-meta-app-faxid: 262"}}}};
    journal.setCreated(fax, created, {{created.uploads.front(), received + 600, digest, 30000, false}});
    journal.uploadsOf(fax);
    journal.setUploading(fax);
    journal.setState(fax, FaxState::kSent);
    journal.faxesOf(job.uuid);
    journal.setPicture(job.uuid, std::string(kPictureBytes, 'p'));
    journal.setState(job.uuid, JobState::kSent, "");
    journal.forgetBefore(received - kYear + number * kBetweenJobs, 100);
}

double timeOf(const fs::path& stateDir, int number) {
    const auto began = std::chrono::steady_clock::now();
    doJob(stateDir, number);
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

void print(const char* name, const std::vector<double>& times) {
    std::cout << '"' << name << "\":[";
    for (std::size_t i = 0; i < times.size(); ++i) {
        std::cout << (i > 0 ? "," : "") << times[i];
    }
    std::cout << ']';
}

void run(const fs::path& folder, int jobs, int rounds) {
    Subject fresh{folder / "new"};
    Subject full{folder / "full"};
    for (const Subject* subject : {&fresh, &full}) {
        fs::create_directories(subject->stateDir);
        Journal(subject->stateDir);
    }
    fill(full.stateDir, jobs);
    for (int round = 0; round <= rounds; ++round) {
        for (Subject* subject : {&fresh, &full}) {
            const double time = timeOf(subject->stateDir, round + 1);
            // The first round warms up.
            if (round > 0) {
                subject->milliseconds.push_back(time);
            }
        }
    }
    std::cout << '{';
    print("new", fresh.milliseconds);
    std::cout << ',';
    print("full", full.milliseconds);
    std::cout << "}\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "Usage: journal_bench FOLDER JOBS ROUNDS\n";
        return 2;
    }
    try {
        run(argv[1], std::atoi(argv[2]), std::atoi(argv[3]));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "journal_bench: " << error.what() << '\n';
        return 1;
    }
}
