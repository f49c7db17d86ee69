// SmallDisk: a file system of one megabyte, in memory, that a test can fill and make read-only.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mounted on a folder that is there, whose owner and mode it takes; gone, with what is on it, with this object. That needs
// root, and a system that lets root mount: SmallDisk::isPossible says whether it does. Every call throws std::system_error
// when it does not work.
#pragma once

#include <filesystem>
#include <string>

namespace voipnow::end_to_end {

class SmallDisk {
  public:
    // Whether a file system can be mounted on `folder`; when not, why.
    static bool isPossible(const std::filesystem::path& folder, std::string& why);

    explicit SmallDisk(const std::filesystem::path& folder);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    // Takes all the room that is left, and gives it back.
    void fill() const;
    void makeRoom() const;

    // Not while a file on it is open for writing: the kernel refuses that.
    void setReadOnly(bool readOnly) const;

  private:
    std::filesystem::path filler() const { return folder_ / "filler"; }

    std::filesystem::path folder_;
    std::string options_;
};

}  // namespace voipnow::end_to_end
