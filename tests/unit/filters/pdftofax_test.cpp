// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program itself, as cupsd starts it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>
#include <vector>

#include "tests/unit/filters/difficult_pages.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/processes.hpp"
#include "tests/unit/filters/unnamed_file.hpp"

namespace voipnow {
namespace {

// Starts the filter on three descriptors and gives its process id.
pid_t start(std::vector<std::string> arguments, int in, int out, int err) {
    arguments.insert(arguments.begin(), "pdftofax");
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (std::string& argument : arguments) {
        words.push_back(argument.data());
    }
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    pid_t process = -1;
    EXPECT_EQ(::posix_spawn(&process, PDFTOFAX_PROGRAM, &actions, nullptr, words.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

// The process's end as waitpid reports it.
int waitFor(pid_t process) {
    int status = -1;
    EXPECT_EQ(::waitpid(process, &status, 0), process);
    return status;
}

// A pipe whose ends do not reach the filter, except where it is given one.
struct Pipe {
    Pipe() { EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0); }
    ~Pipe() {
        closeOut();
        ::close(ends[1]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    Pipe(Pipe&&) = delete;
    Pipe& operator=(Pipe&&) = delete;

    void closeOut() {
        if (ends[0] >= 0) {
            ::close(ends[0]);
            ends[0] = -1;
        }
    }
    std::array<int, 2> ends{};
};

const std::vector<std::string> kArguments{"1", "me", "title", "1", "PageSize=A4"};

std::string onePage() {
    return HandMadePdf{.pages = {{blackBox(9, 9, 99, 99)}}}.bytes();
}

TEST(PdfToFaxTest, MakesAFramedDocumentOfItsInput) {
    const UnnamedFile in(onePage());
    const UnnamedFile out;
    const UnnamedFile err;
    const int status = waitFor(start(kArguments, in.descriptor(), out.descriptor(), err.descriptor()));
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0) << err.bytes();
    EXPECT_TRUE(out.bytes().starts_with("voipnow-fax 1\n{\"pages\":1,\"title\":\"title\""));
    EXPECT_NE(out.bytes().find("\n0\n{\"end\":\"complete\",\"pages\":1,"), std::string::npos);
}

TEST(PdfToFaxTest, ExitsWith1WhenItFails) {
    const UnnamedFile in("not a PDF");
    const UnnamedFile out;
    const UnnamedFile err;
    const int status = waitFor(start(kArguments, in.descriptor(), out.descriptor(), err.descriptor()));
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 1);
    EXPECT_NE(out.bytes().find("\"end\":\"failed\""), std::string::npos);
}

TEST(PdfToFaxTest, TellsHowToCallIt) {
    const UnnamedFile in(onePage());
    const UnnamedFile out;
    const UnnamedFile err;
    const int status = waitFor(start({"--help"}, in.descriptor(), out.descriptor(), err.descriptor()));
    EXPECT_EQ(WEXITSTATUS(status), 1);
    EXPECT_EQ(err.bytes(), "ERROR: Usage: pdftofax job-id user title copies options [file]\n");
    EXPECT_EQ(out.bytes(), "");
}

TEST(PdfToFaxTest, TellsWhenTheBackendIsGone) {
    const UnnamedFile in(onePage());
    Pipe out;
    out.closeOut();
    const UnnamedFile err;
    const int status = waitFor(start(kArguments, in.descriptor(), out.ends[1], err.descriptor()));
    ASSERT_TRUE(WIFEXITED(status)) << "ended by signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 1);
    EXPECT_NE(err.bytes().find("ERROR: The fax pages cannot be handed on: Broken pipe"), std::string::npos)
        << err.bytes();
}

TEST(PdfToFaxTest, EndsAtOnceWhenTheJobIsCancelled) {
    Pipe in;
    const UnnamedFile out;
    const UnnamedFile err;
    const auto before = std::signal(SIGTERM, SIG_IGN);  // as a parent could leave it
    const pid_t process = start(kArguments, in.ends[0], out.descriptor(), err.descriptor());
    static_cast<void>(std::signal(SIGTERM, before));
    // More than a pipe holds: once it is written, the filter is reading, and it waits for more.
    const std::string part(1 << 20, ' ');
    ASSERT_EQ(::write(in.ends[1], part.data(), part.size()), static_cast<ssize_t>(part.size()));
    ASSERT_EQ(::kill(process, SIGTERM), 0);
    const int status = waitFor(process);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), SIGTERM);
}

// The filter at the work on a page that has no end, with one worker.
class EndlessRun {
  public:
    EndlessRun() {
        process_ = start({"1", "me", "title", "1", "fax-workers=1"}, in_.descriptor(), out_.descriptor(),
                         err_.ends[1]);
        ::close(std::exchange(err_.ends[1], -1));
        // The first page is made, and the worker gets the second.
        while (messages_.find("Making fax page 2 of 3") == std::string::npos && readMessages()) {
        }
    }
    ~EndlessRun() {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            waitFor(process_);
        }
    }
    EndlessRun(const EndlessRun&) = delete;
    EndlessRun& operator=(const EndlessRun&) = delete;
    EndlessRun(EndlessRun&&) = delete;
    EndlessRun& operator=(EndlessRun&&) = delete;

    pid_t process() const { return process_; }

    // The only worker; waits until it is another one than `before`.
    pid_t worker(pid_t before = -1) const {
        std::set<pid_t> workers = childrenOf(process_);
        while (isRunning(process_) && (workers.empty() || workers.contains(before))) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            workers = childrenOf(process_);
        }
        return onlyOf(workers);
    }

    // How it ended; all messages are read.
    int end() {
        while (readMessages()) {
        }
        return waitFor(std::exchange(process_, -1));
    }

    const std::string& messages() const { return messages_; }
    std::string stream() const { return out_.bytes(); }

  private:
    bool readMessages() {
        std::array<char, 4096> part{};
        const ssize_t got = ::read(err_.ends[0], part.data(), part.size());
        messages_.append(part.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return got > 0;
    }

    UnnamedFile in_{slowSecondPage(kEndless).bytes()};
    UnnamedFile out_;
    Pipe err_;
    pid_t process_ = -1;
    std::string messages_;
};

TEST(PdfToFaxTest, LeavesNoWorkerWhenItIsEnded) {
    for (const int signal : {SIGTERM, SIGKILL}) {
        EndlessRun run;
        const pid_t worker = run.worker();
        ASSERT_EQ(::kill(run.process(), signal), 0);
        const int status = run.end();
        ASSERT_TRUE(WIFSIGNALED(status));
        EXPECT_EQ(WTERMSIG(status), signal);
        EXPECT_TRUE(hasEnded(worker));
        EXPECT_EQ(run.stream().find("\"end\""), std::string::npos) << "or a part would pass for the whole";
    }
}

TEST(PdfToFaxTest, GivesUpAPageOverWhichTwoWorkersWereKilled) {
    EndlessRun run;
    const pid_t first = run.worker();
    ASSERT_EQ(::kill(first, SIGKILL), 0);
    const pid_t second = run.worker(first);
    ASSERT_EQ(::kill(second, SIGKILL), 0);
    const int status = run.end();
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 1);
    EXPECT_NE(run.messages().find("ERROR: Page 2 cannot be drawn: the PDF library failed at it (Killed)."),
              std::string::npos)
        << run.messages();
    EXPECT_NE(run.stream().find("{\"end\":\"failed\",\"then\":\"canceled\""), std::string::npos);
}

TEST(PdfToFaxTest, GivesItsWorkersNothingButTheDocumentAndASocket) {
    const int inherited = ::open("/dev/zero", O_RDONLY);  // as a parent could leave it
    const EndlessRun run;
    EXPECT_EQ(openFilesOf(run.process())[inherited], "/dev/zero");
    ::close(inherited);
    int documents = 0;
    int sockets = 0;
    for (const auto& [number, file] : openFilesOf(run.worker())) {
        if (number <= STDERR_FILENO) {
            EXPECT_EQ(file, "/dev/null") << number;
        } else if (file.starts_with("socket:")) {
            ++sockets;
        } else {
            EXPECT_NE(file.find("(deleted)"), std::string::npos) << file;
            ++documents;
        }
    }
    EXPECT_EQ(documents, 1);
    EXPECT_EQ(sockets, 1);
}

}  // namespace
}  // namespace voipnow
