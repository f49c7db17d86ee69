// lp -m: CUPS's own mail when a job is over, and what it needs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

class Mail : public FaxPrinterTest {
  protected:
    // A sendmail that keeps what it gets in a folder that CUPS's programs can write in, which work as lp.
    void SetUp() override {
        if (!fs::exists("/usr/lib/cups/notifier/mailto")) {
            GTEST_SKIP() << "this CUPS has no notifier for mail";
        }
        fs::permissions(scratch_.path(), fs::perms(0755));
        fs::create_directory(folder());
        fs::permissions(folder(), fs::perms(0777));
        const fs::path program = scratch_.path() / "sendmail";
        std::ofstream(program) << "#!/bin/sh\ncat > " << folder().string() << "/new && mv "
                               << folder().string() << "/new " << folder().string() << "/mail\n";
        fs::permissions(program, fs::perms(0755));
        const fs::path conf = cups_.serverRoot() / "mailto.conf";
        std::ofstream(conf) << "From fax@example.com\nSubject [Fax]\nSendmail " << program.string() << '\n';
        fs::permissions(conf, fs::perms(0644));
    }

    fs::path folder() const { return scratch_.path() / "mail"; }

    std::string mail() const {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!fs::exists(folder() / "mail") && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        std::ifstream in(folder() / "mail");
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST_F(Mail, TellsTheUserThatAFaxJobIsCompleted) {
    const fs::path page = scratch_.write("page.pdf", drawnPdf({numberedPage(1)}));
    // With -m lp says nothing of the job's number.
    runOrThrow({"lp", "-d", "Fax", "-m", "-t", "Letter", "-o", "phone=5550101", page.string()},
               cups_.environment());
    const std::string text = mail();
    EXPECT_NE(text.find("From: fax@example.com\n"), std::string::npos) << text;
    EXPECT_NE(text.find("Subject: [Fax] Print Job: Fax-1 (Letter) completed\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace voipnow::end_to_end
