// The program voipnow-emulator as others start it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

#include "tests/emulator/json_text.hpp"
#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/emulator/web_client.hpp"

namespace voipnow::emulator {
namespace {

// A started emulator, whose standard output can be read.
class Program {
  public:
    explicit Program(std::vector<std::string> arguments) {
        std::array<int, 2> ends{};
        EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        output_ = ends[0];
        arguments.insert(arguments.begin(), EMULATOR_PROGRAM);
        std::vector<char*> argv;
        argv.reserve(arguments.size() + 1);
        for (auto& argument : arguments) {
            argv.push_back(argument.data());
        }
        argv.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        EXPECT_EQ(::posix_spawn(&pid_, EMULATOR_PROGRAM, &actions, nullptr, argv.data(), environ), 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        ::close(output_);
    }

    std::string readLine() const {
        std::string line;
        char c = 0;
        while (::read(output_, &c, 1) == 1 && c != '\n') {
            line += c;
        }
        return line;
    }

    void signal(int number) const { ::kill(pid_, number); }

    // Waits for its end; its exit code, or the negative number of the signal that ended it.
    int wait() {
        int status = 0;
        ::waitpid(pid_, &status, 0);
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    pid_t pid() const { return pid_; }

  private:
    int output_ = -1;
    pid_t pid_ = 0;
};

TEST(VoipnowEmulator, TellsWhereItListensWhenItDoesAndEndsWithSigterm) {
    const ScratchFolder folder;
    Program program({"--directory", folder.path()});
    const std::string line = program.readLine();
    const auto json = parseJsonObject(line);
    ASSERT_TRUE(json) << line;
    EXPECT_EQ((*json)["pid"].GetInt(), program.pid());
    EXPECT_EQ(textOf(folder.path() / "emulator.json"), line + "\n");
    EXPECT_EQ(send({"GET", (*json)["inbox"].GetString()}).status, 200);
    WebRequest request{"GET", std::string("https://") + (*json)["api"].GetString() + "/"};
    request.caFile = (*json)["ca"].GetString();
    EXPECT_EQ(send(request).status, 404);
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 0);
    EXPECT_EQ(program.readLine(), "");
}

TEST(VoipnowEmulator, EndsWithSigintToo) {
    const ScratchFolder folder;
    Program program({"--directory", folder.path()});
    program.readLine();
    program.signal(SIGINT);
    EXPECT_EQ(program.wait(), 0);
}

TEST(VoipnowEmulator, EndsByItselfAfterItsTime) {
    const ScratchFolder folder;
    Program program({"--directory", folder.path(), "--stop-after", "1"});
    EXPECT_NE(program.readLine(), "");
    EXPECT_EQ(program.wait(), 0);
}

TEST(VoipnowEmulator, TellsWrongUseFromFailure) {
    const ScratchFolder folder;
    EXPECT_EQ(Program({"--directory"}).wait(), 2);
    EXPECT_EQ(Program({"--directory", folder.file("taken", "") / "below"}).wait(), 1);
    EXPECT_EQ(Program({"--help"}).wait(), 0);
}

}  // namespace
}  // namespace voipnow::emulator
