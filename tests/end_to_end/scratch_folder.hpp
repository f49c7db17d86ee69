// ScratchFolder: a new folder of one test's own, gone with it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// It is made below the system's temporary folder, where cupsd's user lp can pass through and the name of a
// socket stays short enough. When the test has failed, the folder is kept and its name is printed: the logs
// are in it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace voipnow::end_to_end {

class ScratchFolder {
  public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    // Writes a file with these bytes that everybody can read. Gives its path.
    std::filesystem::path write(const std::string& name, std::string_view bytes) const;

  private:
    std::filesystem::path path_;
};

}  // namespace voipnow::end_to_end
