// The numbers for Prometheus: written by the backend after each job, and by voipnow-fax metrics.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <pwd.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

class Metrics : public FaxPrinterTest {
  protected:
    // A folder that the backend can write in, and everybody can read.
    fs::path openFolder() const {
        fs::path folder = scratch_.path() / "collector";
        fs::create_directory(folder);
        if (::geteuid() == 0) {
            const passwd* lp = ::getpwnam("lp");
            EXPECT_EQ(::chown(folder.c_str(), lp->pw_uid, lp->pw_gid), 0);
        }
        return folder;
    }

    void writeTo(const fs::path& file) const {
        configure("metrics-file = " + file.string() + "\n", appCredentials());
    }

    // What the backend writes comes at its very end.
    static std::string textOf(const fs::path& file) {
        std::ifstream in(file);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    fs::path page() const { return scratch_.write("page.pdf", drawnPdf({numberedPage(1)})); }
};

void expectLine(const std::string& text, const std::string& line) {
    EXPECT_NE(('\n' + text).find('\n' + line), std::string::npos) << line << " is not in\n" << text;
}

TEST_F(Metrics, AreWrittenAfterEachJobForEverybodyToRead) {
    const fs::path file = openFolder() / "voipnow-fax.prom";
    writeTo(file);
    settled({page()}, to("5550101,5550102"));
    const std::string sent = textOf(file);
    expectLine(sent, R"(voipnow_jobs{printer="Fax",state="sent"} 1)");
    expectLine(sent, R"(voipnow_jobs{printer="Fax",state="held"} 0)");
    expectLine(sent, R"(voipnow_sent_faxes_total{printer="Fax"} 1)");
    expectLine(sent, R"(voipnow_sent_recipients_total{printer="Fax"} 2)");
    expectLine(sent, R"(voipnow_sent_pages_total{printer="Fax"} 2)");
    EXPECT_EQ(sent.find("voipnow_oldest_held_job_timestamp_seconds{"), std::string::npos);
    EXPECT_EQ(fs::status(file).permissions(), fs::perms(0644));

    settled({page()}, {});
    const std::string held = textOf(file);
    expectLine(held, R"(voipnow_jobs{printer="Fax",state="held"} 1)");
    expectLine(held, R"(voipnow_oldest_held_job_timestamp_seconds{printer="Fax"} 1)");
    EXPECT_EQ(std::distance(fs::directory_iterator(file.parent_path()), {}), 1) << "nothing is left behind";
}

TEST_F(Metrics, FailNoJobWhenTheyCannotBeWritten) {
    writeTo("/nowhere/voipnow-fax.prom");
    const JobStatus status = settled({page()}, to("5550101"));
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(status.message.find("Sent to"), 0U) << status.message;
    EXPECT_NE(cups_.log().find("/nowhere/voipnow-fax.prom cannot be written"), std::string::npos);
}

TEST_F(Metrics, AreGivenByTheCommandAndPleasePromtool) {
    settled({page()}, to("5550101"));
    settled({page()}, {});
    const fs::path file = scratch_.path() / "metrics";
    Environment environment = cups_.environment();
    environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
    const std::string program = std::string(kStage) + "/usr/bin/voipnow-fax";
    const std::string text = runOrThrow({program, "metrics"}, environment);
    expectLine(text, R"(voipnow_sent_faxes_total{printer="Fax"} 1)");
    runOrThrow({program, "metrics", "--output", file.string()}, environment);
    EXPECT_EQ(textOf(file), text);
    if (runToEnd({"promtool", "--version"}).status == 0) {
        const Finished checked = runToEnd({"promtool", "check", "metrics"}, {}, file);
        EXPECT_EQ(checked.status, 0) << checked.output << checked.errors;
    }
}

}  // namespace
}  // namespace voipnow::end_to_end
