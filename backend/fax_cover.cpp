// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_cover.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>

#include "backend/child_process.hpp"
#include "backend/job_error.hpp"
#include "backend/temporary_file.hpp"
#include "filters/file_descriptor.hpp"

namespace voipnow {
namespace {

constexpr const char* kProgram = "faxcover";
constexpr std::size_t kLongestMessages = 65536;
constexpr std::string_view kWarning = "WARNING: ";

using Clock = std::chrono::steady_clock;

std::vector<std::string> environmentFor(const std::filesystem::path& folder) {
    return {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + folder.string(),
            "XDG_CACHE_HOME=" + folder.string(), "TMPDIR=" + folder.string()};
}

// What comes out of the pipe until its end; false when that is not there in time.
bool listen(int pipe, Clock::time_point end, std::string& messages) {
    std::array<char, 4096> buffer{};
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd watched{pipe, POLLIN, 0};
        const int ready = left > 0 ? ::poll(&watched, 1, static_cast<int>(left)) : 0;
        if (ready == 0) {
            return false;
        }
        const ssize_t got = ready < 0 ? -1 : ::read(pipe, buffer.data(), buffer.size());
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return true;
        }
        if (got > 0 && messages.size() < kLongestMessages) {
            messages.append(buffer.data(), static_cast<std::size_t>(got));
        }
    }
}

struct Words {
    std::vector<std::string> warnings;
    std::string error;  // the last line that is no warning
};

Words wordsIn(std::string_view messages) {
    Words words;
    while (!messages.empty()) {
        const std::size_t end = std::min(messages.find('\n'), messages.size());
        const std::string_view line = messages.substr(0, end);
        if (line.starts_with(kWarning)) {
            words.warnings.emplace_back(line.substr(kWarning.size()));
        } else if (!line.empty()) {
            words.error = line;
        }
        messages.remove_prefix(std::min(end + 1, messages.size()));
    }
    return words;
}

[[noreturn]] void fail(const std::string& sentence) {
    throw JobError(JobEnd::kHeld, sentence);
}

void checkStatus(int status, const std::filesystem::path& program, const std::string& error) {
    if (WIFSIGNALED(status)) {
        fail("The program " + program.string() + ", which makes the cover page, was ended (" +
             ::strsignal(WTERMSIG(status)) + "). Release the job to try again, or print with FaxCover=None.");
    }
    if (WEXITSTATUS(status) == kNotStarted) {
        fail("The program " + program.string() +
             ", which makes the cover page, cannot be started. Install cups-voipnow anew.");
    }
    if (WEXITSTATUS(status) != 0) {
        fail(error.empty()
                 ? "The program " + program.string() + ", which makes the cover page, failed without a word."
                 : error);
    }
}

sigset_t ownMask() {
    sigset_t mask{};
    ::sigprocmask(SIG_SETMASK, nullptr, &mask);
    return mask;
}

}  // namespace

std::filesystem::path findCoverProgram(const std::filesystem::path& self,
                                       const std::filesystem::path& serverBin) {
    return findProgram(kProgram, "The program faxcover, which makes cover pages,", self, serverBin);
}

ReceivedDocument makeCover(const CoverFields& fields, const std::filesystem::path& program,
                           const std::filesystem::path& folder,
                           const std::function<void(const std::string& text)>& warn,
                           std::chrono::milliseconds most) {
    // Request and answer go through files: so only one end of the program has to be listened to.
    TemporaryFile request(folder);
    const std::string json = coverRequest(fields);
    request.write(std::as_bytes(std::span(json)));
    request.rewind();
    ReceivedDocument cover{"Cover page", 1, TemporaryFile(folder)};
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw JobError(JobEnd::kRetriedLater,
                       std::string("The cover page cannot be made: ") + std::strerror(errno) + '.');
    }
    const FileDescriptor readEnd(ends[0]);
    FileDescriptor writeEnd(ends[1]);
    const auto end = Clock::now() + most;
    ChildProcess process({.program = program,
                          .arguments = {kProgram},
                          .environment = environmentFor(folder),
                          .in = ::fileno(request.stream()),
                          .out = ::fileno(cover.pdf.stream()),
                          .errors = writeEnd.get()},
                         ownMask());
    writeEnd.close();
    std::string messages;
    if (!listen(readEnd.get(), end, messages)) {
        process.kill();
        process.wait();
        fail("The cover page was not ready after " + std::to_string(most.count() / 1000) +
             " seconds. Release the job to try again, or print with FaxCover=None.");
    }
    const Words words = wordsIn(messages);
    checkStatus(process.wait(), program, words.error);
    if (cover.pdf.size() == 0) {
        fail("The program " + program.string() + " made no cover page. Install cups-voipnow anew.");
    }
    std::for_each(words.warnings.begin(), words.warnings.end(), warn);
    cover.pdf.rewind();
    return cover;
}

}  // namespace voipnow
