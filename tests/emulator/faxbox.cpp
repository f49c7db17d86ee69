// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/faxbox.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <stdexcept>

#include "tests/emulator/digest.hpp"
#include "tests/emulator/fax_json.hpp"

namespace voipnow::emulator {

namespace {

namespace fs = std::filesystem;

// The id in the specification's example.
constexpr std::uint64_t kFirstId = 262;

std::uint64_t nextIdIn(const fs::path& directory) {
    std::uint64_t next = kFirstId;
    for (const auto& entry : fs::directory_iterator(directory)) {
        const std::string name = entry.path().filename().string();
        std::uint64_t id = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), id).ec == std::errc()) {
            next = std::max(next, id + 1);
        }
    }
    return next;
}

std::string suffixOf(const std::string& contentType) {
    static const std::map<std::string, std::string> kSuffixes = {
        {"application/pdf", ".pdf"}, {"image/tiff", ".tif"}, {"image/jpeg", ".jpg"}, {"text/plain", ".txt"}};
    const auto found = kSuffixes.find(contentType);
    return found == kSuffixes.end() ? ".bin" : found->second;
}

void writeFile(const fs::path& path, const std::string& bytes) {
    // Beside and renamed: nobody ever finds half a file.
    const fs::path part = path.string() + "." + randomHex(4) + ".part";
    std::ofstream out(part, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
        throw std::runtime_error("The file " + part.string() + " cannot be written.");
    }
    fs::rename(part, path);
}

bool isSent(const Fax& fax) {
    return fax.state == FaxState::kSent;
}

}  // namespace

int Fax::pages() const {
    int sum = 0;
    for (const auto& file : files) {
        sum += file.pages;
    }
    return sum;
}

Faxbox::Faxbox(fs::path directory) : directory_(std::move(directory)) {
    fs::create_directories(directory_);
    nextId_ = nextIdIn(directory_);
}

Fax Faxbox::create(Fax fax) {
    const std::lock_guard lock(mutex_);
    fax.id = nextId_++;
    fax.uid = randomHex(16);
    fax.created = std::chrono::system_clock::now();
    fs::create_directories(folderOf(fax));
    faxes_.push_back(fax);
    changed(faxes_.back());
    return fax;
}

std::optional<FaxFile> Faxbox::file(const std::string& uid, std::size_t index) const {
    const std::lock_guard lock(mutex_);
    const Fax* fax = findByUid(uid);
    return fax == nullptr || index >= fax->files.size() ? std::nullopt : std::optional(fax->files[index]);
}

bool Faxbox::store(const std::string& uid, std::size_t index, const Upload& upload) {
    const std::lock_guard lock(mutex_);
    Fax* fax = findByUid(uid);
    if (fax == nullptr || index >= fax->files.size()) {
        return false;
    }
    FaxFile& file = fax->files[index];
    file.path = folderOf(*fax) / (std::to_string(index + 1) + suffixOf(file.contentType));
    writeFile(file.path, upload.bytes);
    file.receivedSize = upload.bytes.size();
    file.sha256 = sha256Hex(upload.bytes);
    file.headers = upload.headers;
    file.pages = upload.pages;
    file.problem = upload.problem;
    ++file.uploads;

    const auto arrived = [](const FaxFile& each) { return each.uploads > 0; };
    if (fax->state == FaxState::kCreated && std::all_of(fax->files.begin(), fax->files.end(), arrived)) {
        const bool good = std::all_of(fax->files.begin(), fax->files.end(),
                                      [](const FaxFile& each) { return each.problem.empty(); });
        fax->state = good ? FaxState::kSent : FaxState::kFailed;
        fax->sent = std::chrono::system_clock::now();
    }
    changed(*fax);
    return true;
}

std::vector<Fax> Faxbox::all() const {
    const std::lock_guard lock(mutex_);
    return faxes_;
}

std::optional<Fax> Faxbox::find(std::uint64_t id) const {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::find_if(faxes_.begin(), faxes_.end(), [id](const Fax& fax) { return fax.id == id; });
    return found == faxes_.end() ? std::nullopt : std::optional(*found);
}

bool Faxbox::waitForSent(std::size_t count, std::chrono::milliseconds limit) const {
    std::unique_lock lock(mutex_);
    const auto enough = [&] {
        return static_cast<std::size_t>(std::count_if(faxes_.begin(), faxes_.end(), isSent)) >= count;
    };
    change_.wait_for(lock, limit, [&] { return closed_ || enough(); });
    return enough();
}

std::uint64_t Faxbox::waitForChange(std::uint64_t since, std::chrono::milliseconds limit) const {
    std::unique_lock lock(mutex_);
    change_.wait_for(lock, limit, [&] { return closed_ || revision_ != since; });
    return revision_;
}

void Faxbox::clear() {
    const std::lock_guard lock(mutex_);
    for (const auto& fax : faxes_) {
        fs::remove_all(folderOf(fax));
    }
    faxes_.clear();
    ++revision_;
    change_.notify_all();
}

void Faxbox::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    change_.notify_all();
}

Fax* Faxbox::findByUid(const std::string& uid) {
    const auto found =
        std::find_if(faxes_.begin(), faxes_.end(), [&](const Fax& fax) { return fax.uid == uid; });
    return found == faxes_.end() ? nullptr : &*found;
}

const Fax* Faxbox::findByUid(const std::string& uid) const {
    const auto found =
        std::find_if(faxes_.begin(), faxes_.end(), [&](const Fax& fax) { return fax.uid == uid; });
    return found == faxes_.end() ? nullptr : &*found;
}

void Faxbox::changed(const Fax& fax) {
    writeFile(folderOf(fax) / "fax.json", faxJson(fax));
    ++revision_;
    change_.notify_all();
}

}  // namespace voipnow::emulator
