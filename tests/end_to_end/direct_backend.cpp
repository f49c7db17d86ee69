// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/direct_backend.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>

#include "tests/end_to_end/build_paths.hpp"

namespace voipnow::end_to_end {

namespace fs = std::filesystem;

namespace {

fs::path inStage(const std::string& path) {
    return fs::path(kStage) / path;
}

std::string ppd() {
    return inStage("usr/share/ppd/voipnow/voipnow-fax.ppd").string();
}

}  // namespace

fs::path faxStreamOf(const ScratchFolder& scratch, const std::string& name, const std::string& pdf) {
    const fs::path document = scratch.write(name + ".pdf", pdf);
    return scratch.write(name + ".faxstream",
                         runOrThrow({inStage("usr/lib/cups/filter/pdftofax").string(), "1", "me", name, "1",
                                     "", document.string()},
                                    {{"PPD", ppd()}, {"TMPDIR", scratch.path().string()}}));
}

DirectBackend::DirectBackend(fs::path folder, const EmulatorClient& emulator, const std::string& global)
    : folder_(std::move(folder)), deviceUri_("voipnow://" + emulator.api() + "/@me/0003*210") {
    fs::create_directories(folder_ / "etc");
    const fs::path path = folder_ / "etc" / "voipnow.conf";
    std::ofstream file(path);
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    file << "state-dir = " << stateDir().string() << '\n'
         << global << "[" << emulator.api() << "]\n"
         << "app-key = " << emulator.appKey() << '\n'
         << "app-secret = " << emulator.appSecret() << '\n'
         << "ca-file = " << emulator.certificateAuthority() << '\n'
         << "upload-hosts = 127.0.0.1\n";
    file.close();
    if (!file) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

std::vector<std::string> DirectBackend::commandFor(const DirectJob& job) const {
    const std::string number = std::to_string(job.number);
    return {inStage("usr/lib/cups/backend/voipnow").string(),
            number,
            "me",
            "page.pdf",
            "1",
            (job.recipients.empty() ? "" : "phone=" + job.recipients + ' ') + job.options +
                " job-uuid=urn:uuid:" + folder_.filename().string() + "-" + number};
}

Environment DirectBackend::environment() const {
    return {{"DEVICE_URI", deviceUri_}, {"PPD", ppd()},
            {"PRINTER", "Fax"},         {"CUPS_SERVERROOT", (folder_ / "etc").string()},
            {"CUPS_SERVER", ""},        {"TMPDIR", folder_.string()}};
}

Finished DirectBackend::run(const DirectJob& job, const Environment& changes) const {
    Environment all = changes;
    all.merge(environment());
    return runToEnd(commandFor(job), all, job.stream);
}

std::vector<std::string> numbersFrom(int first, int count) {
    constexpr int kBase = 5'000'000;
    std::vector<std::string> numbers;
    numbers.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        numbers.push_back(std::to_string(kBase + first + i));
    }
    return numbers;
}

std::string joined(const std::vector<std::string>& numbers) {
    std::string text;
    for (const std::string& number : numbers) {
        text += (text.empty() ? "" : ",") + number;
    }
    return text;
}

}  // namespace voipnow::end_to_end
