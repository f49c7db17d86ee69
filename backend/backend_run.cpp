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
#include <string>

#include "backend/configuration.hpp"
#include "backend/cover_templates.hpp"
#include "backend/cups_messages.hpp"
#include "backend/device_uri.hpp"
#include "backend/fax_job.hpp"
#include "backend/job_error.hpp"
#include "backend/journal_reader.hpp"
#include "backend/metrics.hpp"
#include "backend/phonebook_file.hpp"
#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"
#include "backend/privileges.hpp"
#include "backend/received_documents.hpp"
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
    const Configuration configuration(configurationFile());
    Settings settings = configuration.settingsFor(device, job.printer);
    PrinterDescription printer(environment("PPD"));
    HttpsClient::Route route{readAuthorities(settings.caFile), settings.proxy, settings.timeout};
    CoverPlaces cover{folder / kCoverFolder, std::filesystem::read_symlink("/proc/self/exe"),
                      environment("CUPS_SERVERBIN"), settings.stateDir};
    return {std::move(device),
            std::move(settings),
            std::move(printer),
            std::move(route),
            phonebook(folder, job, messages),
            std::move(cover),
            *environment("CUPS_SERVER") != '\0',
            configuration.stateDirs()};
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

// No job fails for it.
void writeMetrics(const Settings& settings, CupsMessages& messages) {
    if (settings.metricsFile.empty()) {
        return;
    }
    try {
        writeMetricsFile(settings.metricsFile, JournalReader(settings.stateDir).tallies());
    } catch (const JobError& error) {
        messages.debug(std::string("metrics-file: ") + error.what());
    }
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
    out << "network voipnow \"VoipNow Fax\" \"VoipNow Fax\" \"MFG:VoipNow;MDL:Fax;CLS:PRINTER;\" \"\"\n"
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
        messages.error(error.what());
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
