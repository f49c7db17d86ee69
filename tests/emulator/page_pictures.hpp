// PagePictures: how the pages of received faxes look and how long they are on the line.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Both are made when somebody first asks and then kept: measures by the SHA-256 of the file, so that one
// document to a thousand recipients is measured once, and pictures as PNG beside the file. For all threads,
// which take turns: drawing needs much memory.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/emulator/fax_json.hpp"
#include "tests/emulator/faxbox.hpp"

namespace voipnow::emulator {

class PagePictures {
  public:
    // `documents` is held while a document is open, and must outlive this object.
    explicit PagePictures(std::mutex& documents) : documents_(documents) {}

    // One measure a page; none when the file is no PDF, has not arrived, or cannot be drawn.
    std::vector<PageMeasure> measures(const FaxFile& file);

    // The same, but none when they were not made yet.
    std::vector<PageMeasure> knownMeasures(const FaxFile& file) const;

    // The PNG of page `number`, from 1: every pixel of the fax, or small. Throws std::runtime_error when the
    // page cannot be drawn.
    enum class Size { kFull, kSmall };
    std::filesystem::path picture(const FaxFile& file, int number, Size size);

  private:
    mutable std::mutex mutex_;
    std::mutex& documents_;
    std::map<std::string, std::vector<PageMeasure>> measures_;  // by SHA-256
    std::map<std::filesystem::path, std::string> pictures_;     // SHA-256 of what they show
};

}  // namespace voipnow::emulator
