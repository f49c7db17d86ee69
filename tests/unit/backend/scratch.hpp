// A folder for one test, removed with it; and environment variables that are put back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace voipnow {

class ScratchFolder {
  public:
    ScratchFolder() {
        std::string name = ::testing::TempDir() + "voipnow-XXXXXX";
        path_ = ::mkdtemp(name.data());
    }
    ~ScratchFolder() { std::filesystem::remove_all(path_); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    // A file that only its owner can read.
    std::filesystem::path file(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name) << text;
        std::filesystem::permissions(path_ / name, std::filesystem::perms(0600));
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

inline std::string textOf(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

class Environment {
  public:
    Environment(const char* name, const char* value) : name_(name) {
        if (const char* before = ::getenv(name)) {
            before_ = before;
        }
        set(value);
    }
    ~Environment() { set(before_ ? before_->c_str() : nullptr); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

  private:
    void set(const char* value) const { value != nullptr ? ::setenv(name_, value, 1) : ::unsetenv(name_); }

    const char* name_;
    std::optional<std::string> before_;
};

}  // namespace voipnow
