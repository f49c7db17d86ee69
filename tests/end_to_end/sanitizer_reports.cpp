// SPDX-License-Identifier: GPL-3.0-or-later
//
// In a build with sanitizers, a test fails when any program that it started was reported by one of them. What cupsd
// starts speaks to cupsd alone, so the reports go into files of a folder, which is looked through behind each test.
// install/private-cups hands the options of the sanitizers on. Without sanitizers nothing of this happens.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/scratch_folder.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

void addOptions(const char* variable, const std::string& options) {
    const char* before = std::getenv(variable);
    const std::string all = (before == nullptr ? std::string() : std::string(before) + ':') + options;
    ::setenv(variable, all.c_str(), 1);
}

class LookForReports : public ::testing::EmptyTestEventListener {
  public:
    explicit LookForReports(fs::path folder) : folder_(std::move(folder)) {}

    // The fixture is gone by now, and has ended whatever it started.
    void OnTestEnd(const ::testing::TestInfo& /*test*/) override {
        for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
            std::ifstream file(entry.path());
            ADD_FAILURE() << std::string(std::istreambuf_iterator<char>(file), {});
            file.close();
            fs::remove(entry.path());
        }
    }

  private:
    fs::path folder_;
};

class Reports : public ::testing::Environment {
  public:
    void SetUp() override {
        // Filters and the backend write there, as whoever they are run as.
        const fs::path folder = scratch_.path() / "reports";
        fs::create_directory(folder);
        fs::permissions(folder, fs::perms::all | fs::perms::sticky_bit);
        for (const char* variable : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"}) {
            addOptions(variable, "log_path=" + (folder / "report").string());
        }
        addOptions("UBSAN_OPTIONS", "print_stacktrace=1");
        addOptions("LSAN_OPTIONS", "print_suppressions=0");
        addOptions("TSAN_OPTIONS", "print_suppressions=0");
        ::testing::UnitTest::GetInstance()->listeners().Append(new LookForReports(folder));
    }

  private:
    ScratchFolder scratch_;
};

// GoogleTest owns environments and listeners.
[[maybe_unused]] const ::testing::Environment* const kReports =
    kIsSanitized ? ::testing::AddGlobalTestEnvironment(new Reports) : nullptr;

}  // namespace
}  // namespace voipnow::end_to_end
