// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/pdf_input.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/unit/filters/thrown_error.hpp"
#include "tests/unit/filters/unnamed_file.hpp"

namespace voipnow {
namespace {

std::string bytesOf(const PdfInput& input) {
    std::string bytes(static_cast<std::size_t>(::lseek(input.descriptor(), 0, SEEK_END)), ' ');
    EXPECT_EQ(::pread(input.descriptor(), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
    return bytes;
}

// A pipe into which another thread writes `bytes`, as the filter before ours does.
class FedPipe {
  public:
    explicit FedPipe(std::string bytes) {
        EXPECT_EQ(::pipe(ends_.data()), 0);
        feeder_ = std::thread([this, bytes = std::move(bytes)] {
            EXPECT_EQ(::write(ends_[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
            ::close(ends_[1]);
        });
    }
    ~FedPipe() {
        feeder_.join();
        ::close(ends_[0]);
    }
    FedPipe(const FedPipe&) = delete;
    FedPipe& operator=(const FedPipe&) = delete;
    FedPipe(FedPipe&&) = delete;
    FedPipe& operator=(FedPipe&&) = delete;

    int out() const { return ends_[0]; }

  private:
    std::array<int, 2> ends_{};
    std::thread feeder_;
};

constexpr std::uint64_t kMany = 100'000'000;

class PdfInputTest : public ::testing::Test {
  protected:
    PdfInputTest() { std::filesystem::create_directories(folder_); }
    ~PdfInputTest() override { std::filesystem::remove_all(folder_); }

    const std::string folder_ = ::testing::TempDir() + "pdf_input_test." + std::to_string(::getpid());
};

std::string manyBytes() {
    std::string bytes;
    for (int i = 0; i < 200'000; ++i) {
        bytes += std::to_string(i) + '\n';
    }
    return bytes;
}

TEST_F(PdfInputTest, TakesEverythingThatAPipeGives) {
    const std::string bytes = manyBytes();
    const FedPipe pipe(bytes);
    EXPECT_EQ(bytesOf(PdfInput::fromDescriptor(pipe.out(), folder_, kMany)), bytes);
}

TEST_F(PdfInputTest, LeavesNothingInTheTemporaryFolder) {
    const FedPipe pipe("bytes");
    const PdfInput input = PdfInput::fromDescriptor(pipe.out(), folder_, kMany);
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
    EXPECT_EQ(bytesOf(input), "bytes");
}

TEST_F(PdfInputTest, TakesAFile) {
    const std::string path = folder_ + "/document";
    std::ofstream(path) << "bytes of a file";
    EXPECT_EQ(bytesOf(PdfInput::fromFile(path, folder_, kMany)), "bytes of a file");
}

TEST_F(PdfInputTest, TakesOnlyWhatIsLeftOfAFileThatWasReadBefore) {
    const UnnamedFile file("read before, left");
    ASSERT_EQ(::lseek(file.descriptor(), 13, SEEK_SET), 13);
    EXPECT_EQ(bytesOf(PdfInput::fromDescriptor(file.descriptor(), folder_, kMany)), "left");
}

TEST_F(PdfInputTest, RefusesAnEmptyInputAsTheFailureOfAnEarlierFilter) {
    const FedPipe pipe("");
    const UnnamedFile file;
    for (const int in : {pipe.out(), file.descriptor()}) {
        const JobError error = thrownBy([this, in] { PdfInput::fromDescriptor(in, folder_, kMany); });
        EXPECT_EQ(error.end(), JobEnd::kCanceled);
        EXPECT_TRUE(mentions(error, "empty")) << error.what();
    }
}

TEST_F(PdfInputTest, RefusesAFileThatIsNotThere) {
    const JobError error = thrownBy([this] { PdfInput::fromFile(folder_ + "/missing.pdf", folder_, kMany); });
    EXPECT_EQ(error.end(), JobEnd::kHeld);
    EXPECT_TRUE(mentions(error, "/missing.pdf cannot be opened: No such file")) << error.what();
}

TEST_F(PdfInputTest, RefusesWhatCannotBeReadOrKept) {
    EXPECT_EQ(thrownBy([this] { PdfInput::fromFile(folder_, folder_, kMany); }).end(), JobEnd::kRetriedLater);
    EXPECT_EQ(thrownBy([this] { PdfInput::fromDescriptor(-1, folder_, kMany); }).end(),
              JobEnd::kRetriedLater);
    const FedPipe pipe("bytes");
    const JobError error =
        thrownBy([this, &pipe] { PdfInput::fromDescriptor(pipe.out(), folder_ + "/no", kMany); });
    EXPECT_EQ(error.end(), JobEnd::kRetriedLater);
    EXPECT_TRUE(mentions(error, folder_ + "/no")) << error.what();
}

TEST_F(PdfInputTest, HoldsMoreThanItMayTakeAndReadsAPipeToItsEnd) {
    const FedPipe pipe(manyBytes());  // the filter before ours would be ended by SIGPIPE
    const UnnamedFile file(manyBytes());
    for (const int in : {pipe.out(), file.descriptor()}) {
        const JobError error = thrownBy([this, in] { PdfInput::fromDescriptor(in, folder_, 1 << 20); });
        EXPECT_EQ(error.end(), JobEnd::kHeld);
        EXPECT_TRUE(mentions(error, "The document has more than 1 MB")) << error.what();
    }
    EXPECT_EQ(bytesOf(PdfInput::fromDescriptor(file.descriptor(), folder_, manyBytes().size())), manyBytes());
}

TEST_F(PdfInputTest, PassesOverAWholePipe) {
    const FedPipe pipe(manyBytes());
    passOver(pipe.out());
    char next = 0;
    EXPECT_EQ(::read(pipe.out(), &next, 1), 0) << "nothing is left";
}

}  // namespace
}  // namespace voipnow
