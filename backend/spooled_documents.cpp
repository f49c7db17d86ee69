// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/spooled_documents.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>

namespace voipnow {
namespace {

using namespace std::string_view_literals;

constexpr int kMost = 16;
constexpr std::size_t kPart = std::size_t{1} << 20;
// An end, blanks and a beginning that fall on two parts are found when they are no longer than this.
constexpr std::size_t kOverlap = 256;

constexpr std::array kEnds{"%%EOF"sv, "IEND\xAE\x42\x60\x82"sv};
constexpr std::array kBeginnings{"%PDF-"sv, "\x89PNG\r\n\x1A\n"sv, "\xFF\xD8\xFF"sv};

bool beginsAnother(std::string_view behindTheEnd) {
    constexpr std::string_view kBlank(" \t\r\n\f\0", 6);
    behindTheEnd.remove_prefix(std::min(behindTheEnd.find_first_not_of(kBlank), behindTheEnd.size()));
    return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                       [&](std::string_view each) { return behindTheEnd.starts_with(each); });
}

bool hasAnother(std::string_view text) {
    return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) {
        for (std::size_t at = text.find(end); at != std::string_view::npos; at = text.find(end, at + 1)) {
            if (beginsAnother(text.substr(at + end.size()))) {
                return true;
            }
        }
        return false;
    });
}

}  // namespace

std::vector<FileDescriptor> openSpooledDocuments(int job, const std::filesystem::path& spool) {
    std::vector<FileDescriptor> documents;
    if (!spool.is_absolute()) {
        return documents;
    }
    for (int number = 1; number <= kMost; ++number) {
        std::array<char, 32> name{};
        std::snprintf(name.data(), name.size(), "d%05d-%03d", job, number);  // as cupsd names them
        FileDescriptor file(::open((spool / name.data()).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        if (!file.isOpen()) {
            break;
        }
        documents.push_back(std::move(file));
    }
    return documents;
}

bool isSeveralDocuments(const FileDescriptor& file) {
    ::lseek(file.get(), 0, SEEK_SET);
    std::string text(kOverlap + kPart, '\0');
    std::size_t kept = 0;
    for (;;) {
        const ssize_t got = ::read(file.get(), text.data() + kept, text.size() - kept);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        const std::string_view all(text.data(), kept + static_cast<std::size_t>(got));
        if (hasAnother(all)) {
            return true;
        }
        kept = std::min(kOverlap, all.size());
        std::copy(all.end() - static_cast<std::ptrdiff_t>(kept), all.end(), text.begin());
    }
}

}  // namespace voipnow
