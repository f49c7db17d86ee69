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
#include <vector>

#include "tests/unit/filters/hand_made_pdf.hpp"
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

}  // namespace
}  // namespace voipnow
