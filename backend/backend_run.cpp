// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/backend_run.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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
#include "backend/job_error.hpp"
#include "backend/job_lock.hpp"
#include "backend/job_run.hpp"
#include "backend/journal.hpp"
#include "backend/journal_reader.hpp"
#include "backend/last_words.hpp"
#include "backend/metrics.hpp"
#include "backend/phonebook_file.hpp"
#include "backend/ppd_version.hpp"
#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"
#include "backend/privileges.hpp"
#include "backend/received_documents.hpp"
#include "backend/spooled_documents.hpp"
#include "backend/trusted_authorities.hpp"
#include "backend/watched_run.hpp"

namespace voipnow {
namespace {

const char* environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

// cupsd puts the device URI into the environment, and without its login into argv[0].
std::string deviceUriOf(std::span<char* const> arguments) {
    const std::string uri = environment("DEVICE_URI");
    return uri.empty() ? std::string(arguments.front()) : uri;
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

DeviceUri deviceOrNone(std::span<char* const> arguments) {
    try {
        return parseDeviceUri(deviceUriOf(arguments));
    } catch (const JobError&) {
        return {};
    }
}

// No job fails for it. One run at a time: the last one that writes has counted last.
void writeMetrics(const Settings& settings, CupsMessages& messages) {
    if (settings.metricsFile.empty()) {
        return;
    }
    try {
        const JobLock turn(settings.stateDir, "metrics-file", [] {});
        writeMetricsFile(settings.metricsFile, JournalReader(settings.stateDir).tallies());
    } catch (const JobError& error) {
        messages.debug(std::string("metrics-file: ") + error.what());
    }
}

// A job that does not get as far as its journal is in the log nevertheless, where that can be. What is right in
// voipnow.conf tells where the journal is; none is made for this.
JobError noted(const JobError& error, const PrintJob& job, const DeviceUri& device, CupsMessages& messages) {
    try {
        const Configuration configuration(configurationFile(), Mistakes::kPassedOver);
        const Settings settings = configuration.settingsFor(device, job.printer);
        std::error_code ignored;
        if (std::filesystem::is_directory(settings.stateDir, ignored)) {
            settleIn(settings.stateDir);
            if (const std::optional<JobLock> lock = JobLock::ifFree(settings.stateDir, job.uuid)) {
                Journal journal(settings.stateDir);
                journal.begin(job, device);
                JobError told = settled(error, job, journal);
                writeMetrics(settings, messages);
                return told;
            }
        }
    } catch (const JobError&) {
        return error;
    }
    return error;
}

FaxQueue openQueueUnnoted(const PrintJob& job, std::span<char* const> arguments, CupsMessages& messages) {
    const std::filesystem::path folder = configurationFile().parent_path();
    DeviceUri device = parseDeviceUri(deviceUriOf(arguments));
    const Configuration configuration(configurationFile());
    Settings settings = configuration.settingsFor(device, job.printer);
    PrinterDescription printer(environment("PPD"));
    if (const std::string outdated = outdatedPpd(printer, job.printer); !outdated.empty()) {
        messages.remark(outdated);
    }
    HttpsClient::Route route{trustedAuthorities(settings.caFile), settings.proxy, settings.timeout};
    CoverPlaces cover{folder / kCoverFolder, std::filesystem::read_symlink("/proc/self/exe"),
                      environment("CUPS_SERVERBIN"), settings.stateDir};
    return {std::move(device),
            std::move(settings),
            std::move(printer),
            std::move(route),
            phonebook(folder, job, messages),
            std::move(cover),
            *environment("CUPS_SERVER") != '\0',
            configuration.stateDirs(),
            openSpooledDocuments(job.number, environment("CUPS_REQUESTROOT"))};
}

FaxQueue openQueue(const PrintJob& job, std::span<char* const> arguments, CupsMessages& messages) {
    try {
        return openQueueUnnoted(job, arguments, messages);
    } catch (const JobError& error) {
        throw noted(error, job, deviceOrNone(arguments), messages);
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

int run(std::span<char* const> arguments, CupsMessages& messages) {
    const PrintJob job = PrintJob::fromArguments(arguments, environment("PRINTER"));
    const FaxQueue queue = openQueue(job, arguments, messages);
    settleIn(queue.settings.stateDir);
    const int code = runWatched(job, queue, openInput(arguments), messages);
    writeMetrics(queue.settings, messages);
    return code;
}

// What stays on the queue when the run is over. The worker may have said the same already.
void tellQueue(int code, CupsMessages& messages) {
    if (code == exitCode(JobEnd::kQueueStopped)) {
        messages.settingsWrong();
        return;
    }
    messages.settingsRight();
    if (code == exitCode(JobEnd::kHeld) || code == exitCode(JobEnd::kCanceled)) {
        messages.clearQueueMessage();
    }
}

}  // namespace

void printDiscovery(std::ostream& out) {
    // The second text stands in the list of found printers. The web interface of CUPS asks for the connection on
    // the page after it, with examples of other kinds of printers.
    out << "network voipnow \"VoipNow Fax\" \"VoipNow Fax, connection voipnow://PBX/@me/EXTENSION\" "
           "\"MFG:VoipNow;MDL:Fax;CLS:PRINTER;\" \"\"\n"
        << std::flush;
}

int runBackend(std::span<char* const> arguments, std::ostream& log) {
    // A store that closes early must end a write with an error, not the process; and what is written here is
    // private.
    std::signal(SIGPIPE, SIG_IGN);
    ::umask(S_IRWXG | S_IRWXO);
    CupsMessages messages(log, environment("PRINTER_STATE_REASONS"));
    int code = 0;
    try {
        code = run(arguments, messages);
    } catch (const JobError& error) {
        // What a filter says later would take the place of the last words.
        drain(STDIN_FILENO);
        tellEnd(error, messages);
        code = exitCode(error.end());
    } catch (const std::exception& error) {
        messages.error(std::string("The fax printer has a fault of its own (") + error.what() +
                       "); nothing was sent. Tell the administrator.");
        code = exitCode(JobEnd::kHeld);
    }
    tellQueue(code, messages);
    // The worker may not have come to it.
    if (code != 0) {
        drain(STDIN_FILENO);
    }
    return code;
}

}  // namespace voipnow
