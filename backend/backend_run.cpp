// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/backend_run.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "backend/configuration.hpp"
#include "backend/cover_templates.hpp"
#include "backend/cups_messages.hpp"
#include "backend/device_uri.hpp"
#include "backend/fax_job.hpp"
#include "backend/fax_sender.hpp"
#include "backend/guards.hpp"
#include "backend/job_error.hpp"
#include "backend/job_words.hpp"
#include "backend/journal.hpp"
#include "backend/phonebook_file.hpp"
#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"
#include "backend/privileges.hpp"
#include "backend/received_documents.hpp"

namespace voipnow {
namespace {

// cupsd aborts a job that ends with "try again later" more often than JobRetryLimit says, which is 5 unless
// set lower.
constexpr int kMostRetries = 4;

const char* environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

// cupsd puts the device URI into the environment, and without its login into argv[0].
std::string deviceUriOf(std::span<char* const> arguments) {
    const std::string uri = environment("DEVICE_URI");
    return uri.empty() ? std::string(arguments.front()) : uri;
}

std::string readAuthorities(const std::filesystem::path& file) {
    if (file.empty()) {
        return {};
    }
    std::ifstream in(file);
    std::string pem{std::istreambuf_iterator<char>(in), {}};
    if (!in || pem.find("-----BEGIN ") == std::string::npos) {
        throw JobError(JobEnd::kQueueStopped,
                       "The file ca-file = " + file.string() +
                           " of voipnow.conf cannot be read, or has no certificate in PEM form. "
                           "Correct it, then start the queue again with cupsenable.");
    }
    return pem;
}

// A broken phone book is told, and holds only jobs for names.
Phonebook phonebook(const std::filesystem::path& folder, const PrintJob& job, CupsMessages& messages) {
    try {
        return phonebookFor(folder, job.printer);
    } catch (const JobError& error) {
        messages.warning(error.what());
        return {};
    }
}

FaxQueue openQueue(const PrintJob& job, std::span<char* const> arguments, CupsMessages& messages) {
    const std::filesystem::path folder = configurationFile().parent_path();
    DeviceUri device = parseDeviceUri(deviceUriOf(arguments));
    Settings settings = Configuration(configurationFile()).settingsFor(device, job.printer);
    PrinterDescription printer(environment("PPD"));
    HttpsClient::Trust trust{readAuthorities(settings.caFile), settings.proxy};
    CoverPlaces cover{folder / kCoverFolder, std::filesystem::read_symlink("/proc/self/exe"),
                      environment("CUPS_SERVERBIN"), settings.stateDir};
    return {std::move(device),
            std::move(settings),
            std::move(printer),
            std::move(trust),
            phonebook(folder, job, messages),
            std::move(cover),
            *environment("CUPS_SERVER") != '\0'};
}

JobState stateFor(const JobError& error) {
    if (dynamic_cast<const InDoubt*>(&error) != nullptr) {
        return JobState::kInDoubt;
    }
    switch (error.end()) {
        case JobEnd::kHeld:
            return JobState::kHeld;
        case JobEnd::kQueueStopped:
            return JobState::kStopped;
        case JobEnd::kCanceled:
            return JobState::kFailed;
        case JobEnd::kRetriedLater:
            return JobState::kRetrying;
    }
    return JobState::kHeld;
}

// "Nothing was sent" is not true of a job that some of its recipients have already.
JobError withWhatWasSent(const JobError& error, const PrintJob& job, Journal& journal) {
    const std::vector<FaxEntry> faxes = journal.faxesOf(job.uuid);
    const auto sent = std::count_if(faxes.begin(), faxes.end(),
                                    [](const FaxEntry& fax) { return fax.state == FaxState::kSent; });
    if (sent == 0) {
        return error;
    }
    std::string sentence = error.what();
    for (const std::string_view nothing : {"othing was sent", "othing was faxed"}) {
        if (const std::size_t at = sentence.find(nothing); at != std::string::npos) {
            sentence.insert(at + std::string_view("othing").size(), " more");
        }
    }
    return {error.end(), sentence + " Before, " + std::to_string(sent) + (sent == 1 ? " fax" : " faxes") +
                             " of this job had been sent (voipnow-fax log)."};
}

// The journal knows jobs by their job-uuid, which a client can choose; cupsd alone says when a job was made.
void requireSameJob(const PrintJob& job, const std::optional<LastRun>& last) {
    const std::string before = last ? creationOf(last->options) : "";
    const std::string now = creationOf(job.optionsText);
    if (!before.empty() && !now.empty() && before != now) {
        throw JobError(
            JobEnd::kHeld,
            "Nothing was faxed: another print job has had this job's job-uuid, so it cannot be told what "
            "was sent of which. Cancel it, and print again without the option job-uuid.");
    }
}

// Writes the end of a run down. Gives the end that the job has to take: a job is not tried again for ever.
JobError settled(const JobError& error, const PrintJob& job, Journal& journal) {
    if (error.end() == JobEnd::kRetriedLater && journal.countRetry(job.uuid) > kMostRetries) {
        JobError held(JobEnd::kHeld, std::string(error.what()) + " It was tried " +
                                         std::to_string(kMostRetries + 1) +
                                         " times; release the job when it is mended.");
        journal.setState(job.uuid, stateFor(held), held.what());
        return held;
    }
    if (const auto* doubtful = dynamic_cast<const Doubtful*>(&error)) {
        journal.setState(job.uuid, JobState::kHeld, error.what(), doubtful->doubts());
    } else {
        JobError told = withWhatWasSent(error, job, journal);
        journal.setState(job.uuid, stateFor(error), told.what());
        return told;
    }
    return error;
}

void runJournaled(const PrintJob& job, const FaxQueue& queue, int in, CupsMessages& messages) {
    Journal journal(queue.settings.stateDir);
    // A held job runs again when somebody releases it, which settles its doubts; they stay settled when that run is
    // killed, or fails for another reason.
    const std::optional<LastRun> last = journal.lastRunOf(job.uuid);
    requireSameJob(job, last);
    journal.begin(job, queue.device);
    try {
        const std::string summary = sendFaxJob(job, queue, in, journal, last, messages);
        journal.setState(job.uuid, JobState::kSent, "");
        messages.warning(summary);
    } catch (const JobError& error) {
        throw settled(error, job, journal);
    } catch (const std::exception& error) {
        throw settled(
            JobError(JobEnd::kHeld, std::string("The backend has a fault (") + error.what() +
                                        "). Nothing more is sent. Tell the makers of cups-voipnow, then "
                                        "release the job."),
            job, journal);
    }
}

// The job's data: stdin, or the file that cupsd names when a job is printed without filters.
int openInput(std::span<char* const> arguments) {
    if (arguments.size() < 7) {
        return STDIN_FILENO;
    }
    const int file = ::open(arguments[6], O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        throw JobError(JobEnd::kHeld,
                       std::string("The file of the job cannot be opened: ") + std::strerror(errno) + ".");
    }
    return file;
}

void run(std::span<char* const> arguments, CupsMessages& messages) {
    const PrintJob job = PrintJob::fromArguments(arguments, environment("PRINTER"));
    const FaxQueue queue = openQueue(job, arguments, messages);
    settleIn(queue.settings.stateDir);
    runJournaled(job, queue, openInput(arguments), messages);
}

}  // namespace

void printDiscovery(std::ostream& out) {
    out << "network voipnow \"VoipNow Fax\" \"VoipNow Fax\" \"MFG:VoipNow;MDL:Fax;CLS:PRINTER;\" \"\"\n"
        << std::flush;
}

int runBackend(std::span<char* const> arguments, std::ostream& log) {
    // A store that closes early must end a write with an error, not the process; and what is written here is
    // private.
    std::signal(SIGPIPE, SIG_IGN);
    ::umask(S_IRWXG | S_IRWXO);
    CupsMessages messages(log);
    int code = 0;
    try {
        run(arguments, messages);
    } catch (const JobError& error) {
        messages.error(error.what());
        code = exitCode(error.end());
    } catch (const std::exception& error) {
        messages.error(std::string("The backend has a fault (") + error.what() + "). Nothing was sent.");
        code = exitCode(JobEnd::kHeld);
    }
    if (code != 0) {
        drain(STDIN_FILENO);
    }
    return code;
}

}  // namespace voipnow
