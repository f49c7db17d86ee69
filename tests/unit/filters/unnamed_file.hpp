// UnnamedFile: a file without a name, for tests that need a file descriptor.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

namespace voipnow {

class UnnamedFile {
  public:
    // Holds `bytes`; the next read gives the first of them.
    explicit UnnamedFile(const std::string& bytes = "") {
        if (::write(descriptor(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
            throw std::runtime_error("cannot write to a temporary file");
        }
        rewind();
    }

    int descriptor() const { return ::fileno(file_.get()); }
    void rewind() const { ::lseek(descriptor(), 0, SEEK_SET); }

    // All bytes, from the first.
    std::string bytes() const {
        rewind();
        std::string all;
        std::array<char, 4096> part{};
        for (ssize_t got = 0; (got = ::read(descriptor(), part.data(), part.size())) > 0;) {
            all.append(part.data(), static_cast<std::size_t>(got));
        }
        return all;
    }

  private:
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{std::tmpfile(), &std::fclose};
};

}  // namespace voipnow
