// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/filter_run.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "backend/child_process.hpp"
#include "backend/job_error.hpp"
#include "backend/temporary_file.hpp"
#include "filters/file_descriptor.hpp"

namespace voipnow {
namespace {

constexpr const char* kFilter = "pdftofax";
constexpr int kPercentOfPages = 50;              // the pages are the first half of a print job
constexpr std::size_t kLongestMessages = 65536;  // a longer line is no message of our filter
// What the filter advises for print jobs; here it would go round in a circle.
constexpr std::string_view kAdviceToPreview = " Look at it with voipnow-fax preview.";

// Job 0, one copy.
std::vector<std::string> argumentsOf(const FilterCall& call) {
    return {kFilter, "0", call.user, call.title, "1", call.options, call.file.string()};
}

// Our own, without what cupsd says to filters.
std::vector<std::string> environmentOf(const FilterCall& call) {
    std::vector<std::string> variables{"CUPS_FILETYPE=document"};
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string_view variable = *each;
        if (!variable.starts_with("PPD=") && !variable.starts_with("CUPS_FILETYPE=")) {
            variables.emplace_back(variable);
        }
    }
    if (!call.ppd.empty()) {
        variables.push_back("PPD=" + call.ppd.string());
    }
    return variables;
}

// Takes the text behind `prefix`, when the line begins so.
std::optional<std::string> behind(std::string_view prefix, std::string_view line) {
    if (!line.starts_with(prefix)) {
        return std::nullopt;
    }
    return std::string(line.substr(prefix.size()));
}

// Understands the lines that the filter writes to stderr.
class Messages {
  public:
    explicit Messages(const FilterEvents& events) : events_(events) {}

    void take(std::string_view bytes) {
        pending_ += bytes;
        std::size_t begin = 0;
        for (std::size_t end = 0; (end = pending_.find('\n', begin)) != std::string::npos; begin = end + 1) {
            line(std::string_view(pending_).substr(begin, end - begin));
        }
        pending_.erase(0, begin);
        if (pending_.size() > kLongestMessages) {
            pending_.clear();
        }
    }

    // The last ERROR line; empty without.
    const std::string& error() const { return error_; }

  private:
    void line(std::string_view line) {
        if (const auto percent = behind("ATTR: job-media-progress=", line)) {
            events_.progress(std::clamp(std::atoi(percent->c_str()), 0, kPercentOfPages) * 100 /
                             kPercentOfPages);
        } else if (const auto error = behind("ERROR: ", line)) {
            error_ = *error;
        } else if (auto warning = behind("WARNING: ", line)) {
            if (warning->ends_with(kAdviceToPreview)) {
                warning->erase(warning->size() - kAdviceToPreview.size());
            }
            events_.warning(*warning);
        } else if (const auto info = behind("INFO: ", line); info && !info->starts_with("Making fax page")) {
            events_.warning(*info);
        }
    }

    const FilterEvents& events_;
    std::string pending_;
    std::string error_;
};

// Hands over what comes out of the pipe until its end.
void listen(int pipe, const Interruption& interruption, Messages& messages) {
    std::array<pollfd, 2> watched{{{pipe, POLLIN, 0}, {interruption.descriptor(), POLLIN, 0}}};
    std::array<char, 4096> buffer{};
    for (;;) {
        interruption.check();
        if (::poll(watched.data(), watched.size(), -1) < 0) {
            continue;
        }
        if (watched[0].revents == 0) {
            continue;
        }
        const ssize_t got = ::read(pipe, buffer.data(), buffer.size());
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return;
        }
        if (got > 0) {
            messages.take({buffer.data(), static_cast<std::size_t>(got)});
        }
    }
}

void checkStatus(int status, const FilterCall& call, const Messages& messages, std::uint64_t bytes) {
    if (WIFSIGNALED(status)) {
        throw JobError(JobEnd::kHeld, "The filter " + call.program.string() + " was ended (" +
                                          ::strsignal(WTERMSIG(status)) + "); there is no preview.");
    }
    if (WEXITSTATUS(status) == kNotStarted && bytes == 0) {
        throw JobError(JobEnd::kHeld, "The filter " + call.program.string() +
                                          " cannot be started. Install cups-voipnow anew.");
    }
    if (WEXITSTATUS(status) != 0 && bytes == 0) {
        throw JobError(JobEnd::kHeld, messages.error().empty()
                                          ? "The filter " + call.program.string() + " failed without a word."
                                          : messages.error());
    }
}

}  // namespace

std::filesystem::path findFilter(const std::filesystem::path& self, const std::filesystem::path& serverBin) {
    return findProgram(kFilter, "The filter pdftofax, which makes the fax pages,", self, serverBin);
}

std::vector<ReceivedDocument> runFilter(const FilterCall& call, const std::filesystem::path& folder,
                                        const Interruption& interruption, const FilterEvents& events) {
    // The stream goes to a file: so only one end of the filter has to be listened to while it works.
    TemporaryFile stream(folder);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw JobError(JobEnd::kRetriedLater,
                       std::string("The filter pdftofax cannot be started: ") + std::strerror(errno) + '.');
    }
    const FileDescriptor readEnd(ends[0]);
    FileDescriptor writeEnd(ends[1]);
    const FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    ChildProcess filter({.program = call.program,
                         .arguments = argumentsOf(call),
                         .environment = environmentOf(call),
                         .in = nothing.get(),
                         .out = ::fileno(stream.stream()),
                         .errors = writeEnd.get()},
                        interruption.childMask());
    writeEnd.close();
    Messages messages(events);
    listen(readEnd.get(), interruption, messages);
    const int status = filter.wait();
    // Ctrl-C reaches the filter too; it may be gone before our own signal is seen.
    interruption.check();
    checkStatus(status, call, messages, stream.size());
    stream.rewind();
    return receiveDocuments(::fileno(stream.stream()), folder).documents;
}

}  // namespace voipnow
