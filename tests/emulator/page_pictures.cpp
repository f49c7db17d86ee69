// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/page_pictures.hpp"

#include <stdexcept>

#include "tests/emulator/fax_document.hpp"
#include "tests/emulator/line_time.hpp"

namespace voipnow::emulator {

namespace {

namespace fs = std::filesystem;

// Twice what the inbox page shows, for screens with small pixels.
constexpr int kSmallHeight = 480;

PageMeasure measureOf(const PagePicture& picture) {
    const Bitmap bitmap = picture.bitmap();
    return {picture.width(),
            picture.height(),
            picture.widthPoints(),
            picture.heightPoints(),
            encodedBytes(bitmap, LineCode::kG4),
            encodedBytes(bitmap, LineCode::kMh)};
}

std::vector<PageMeasure> measure(const FaxFile& file) {
    std::vector<PageMeasure> measures;
    try {
        const FaxDocument document = FaxDocument::fromFile(file.path);
        for (int number = 1; number <= document.pages(); ++number) {
            measures.push_back(measureOf(document.page(number)));
        }
    } catch (const std::runtime_error&) {
        // Without measures the fax says `seconds: null`; why it cannot be drawn is told with its picture.
        measures.clear();
    }
    return measures;
}

bool hasPages(const FaxFile& file) {
    return file.uploads > 0 && file.pages > 0;
}

}  // namespace

std::vector<PageMeasure> PagePictures::measures(const FaxFile& file) {
    if (!hasPages(file)) {
        return {};
    }
    const std::lock_guard turn(documents_);
    {
        const std::lock_guard lock(mutex_);
        const auto known = measures_.find(file.sha256);
        if (known != measures_.end()) {
            return known->second;
        }
    }
    auto measures = measure(file);
    const std::lock_guard lock(mutex_);
    return measures_[file.sha256] = std::move(measures);
}

std::vector<PageMeasure> PagePictures::knownMeasures(const FaxFile& file) const {
    const std::lock_guard lock(mutex_);
    const auto known = measures_.find(file.sha256);
    return known == measures_.end() ? std::vector<PageMeasure>() : known->second;
}

fs::path PagePictures::picture(const FaxFile& file, int number, Size size) {
    if (!hasPages(file)) {
        throw std::runtime_error("The file has no pages that can be drawn.");
    }
    fs::path path = file.path;
    path.replace_extension();
    path += "-" + std::to_string(number) + (size == Size::kSmall ? "-small.png" : ".png");
    const std::lock_guard turn(documents_);
    // pictures_ is used under documents_ alone.
    if (pictures_[path] != file.sha256 || !fs::exists(path)) {
        const PagePicture page = FaxDocument::fromFile(file.path).page(number);
        size == Size::kSmall ? page.thumbnail(kSmallHeight).savePng(path) : page.savePng(path);
        pictures_[path] = file.sha256;
    }
    return path;
}

}  // namespace voipnow::emulator
