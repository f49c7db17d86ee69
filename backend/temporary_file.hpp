// TemporaryFile: bytes on disk without a name, gone when they are no longer used or the process ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>

namespace voipnow {

class TemporaryFile {
  public:
    // In `folder`, readable by nobody else. JobError kHeld when none can be made there.
    explicit TemporaryFile(const std::filesystem::path& folder);

    // At the end of what was written. JobError kHeld, with the reason, when the disk takes no more.
    void write(std::span<const std::byte> bytes);

    // All that was written can now be read through stream(), from its first byte.
    // JobError kHeld when not all of it reached the file.
    void rewind();

    // The number of bytes in the file.
    std::uint64_t size() const;

    // The bytes from `offset` on, as many as there are room for; 0 at the end and when they cannot be read. After
    // rewind(), from any thread.
    std::size_t readAt(std::uint64_t offset, std::span<std::byte> room) const;

    // For libraries that read and write a FILE*. Still owned here.
    std::FILE* stream() const { return file_.get(); }

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace voipnow
