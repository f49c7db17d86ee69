// OutputFiles: files that a command leaves behind, all of them or none.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each is written to a file with another name in the same folder. commit() gives all of them their names; files of these
// names that were there are replaced. Without commit(), nothing is left.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace voipnow {

class OutputFiles {
  public:
    OutputFiles() = default;
    ~OutputFiles();
    OutputFiles(const OutputFiles&) = delete;
    OutputFiles& operator=(const OutputFiles&) = delete;

    // Begins the next file. It can be read by whom a new file of this user's can be read. JobError kHeld, with the
    // reason, when there can be none of that name.
    void begin(const std::filesystem::path& path);

    // At the end of the file that was begun last. JobError kHeld when the disk takes no more.
    void write(std::span<const std::byte> bytes);

    // Call once, after the last file. JobError kHeld when a file cannot get its name.
    void commit();

    // The names, in order.
    std::vector<std::filesystem::path> paths() const;

  private:
    struct File {
        std::filesystem::path path;
        std::filesystem::path temporary;
    };
    void finish();

    std::vector<File> files_;
    int open_ = -1;  // the last file, while it is written
};

}  // namespace voipnow
