// SPDX-License-Identifier: GPL-3.0-or-later
//
// With the real program, and with small scripts in its place.
#include "backend/fax_cover.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "backend/fax_pdf_pages.hpp"
#include "filters/file_descriptor.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

class FaxCoverTest : public ::testing::Test {
  protected:
    fs::path script(const std::string& text, const std::string& name = "faxcover") const {
        fs::create_directories((scratch_.path() / name).parent_path());
        fs::path made = scratch_.file(name, "#!/bin/sh\n" + text);
        fs::permissions(made, fs::perms::owner_all);
        return made;
    }

    ReceivedDocument make(const fs::path& program, std::chrono::milliseconds most = kCoverTime) {
        return makeCover(
            fields_, program, scratch_.path(), [this](const std::string& text) { warnings_.push_back(text); },
            most);
    }

    static std::string bytesOf(const ReceivedDocument& document) {
        std::string bytes(document.pdf.size(), '\0');
        EXPECT_EQ(std::fread(bytes.data(), 1, bytes.size(), document.pdf.stream()), bytes.size());
        return bytes;
    }

    const ScratchFolder scratch_;
    std::vector<std::string> warnings_;
    CoverFields fields_{
        .to = {{"+15550100", "First Bank"}}, .from = "Anna", .pageSize = "A4", .resolution = "204x98dpi"};
};

TEST_F(FaxCoverTest, IsAFaxPageByTheRealProgram) {
    const ReceivedDocument cover = make(FAXCOVER_PROGRAM);
    EXPECT_EQ(cover.pages, 1);
    EXPECT_EQ(cover.title, "Cover page");
    std::vector<FaxPdfPage> pages;
    EXPECT_TRUE(readFaxPdf(cover.pdf.stream(), [&](const FaxPdfPage& page) { pages.push_back(page); }));
    ASSERT_EQ(pages.size(), 1U);
    EXPECT_EQ(pages[0].width, 1686U);
    EXPECT_EQ(pages[0].height, 1146U);
    EXPECT_EQ(pages[0].resolution.name, "204x98dpi");
    EXPECT_TRUE(warnings_.empty());
}

TEST_F(FaxCoverTest, HasTheSameBytesEachTime) {
    EXPECT_EQ(bytesOf(make(FAXCOVER_PROGRAM)), bytesOf(make(FAXCOVER_PROGRAM)));
}

TEST_F(FaxCoverTest, IsMadeWithATemplateOfTheAdministrator) {
    const std::string standard = bytesOf(make(FAXCOVER_PROGRAM));
    fields_.templateFile = fs::path(COVERS_FOLDER) / "example.cover";
    EXPECT_NE(bytesOf(make(FAXCOVER_PROGRAM)), standard);
}

TEST_F(FaxCoverTest, WarnsInTheProgramsWords) {
    fields_.subject = "\xF4\x8F\xBF\xBD";
    make(FAXCOVER_PROGRAM);
    ASSERT_EQ(warnings_.size(), 1U);
    EXPECT_TRUE(warnings_[0].starts_with("The cover page shows boxes")) << warnings_[0];
}

TEST_F(FaxCoverTest, FailsInTheProgramsWords) {
    fields_.templateFile = scratch_.file("a.cover", "Fax\n{form}\n");
    expectJobError(JobEnd::kHeld, "has a mistake in line 2: there is no field {form}",
                   [&] { make(FAXCOVER_PROGRAM); });
    fields_ = {.comment = std::string(300'000, 'x')};
    expectJobError(JobEnd::kHeld, "Shorten the comment", [&] { make(FAXCOVER_PROGRAM); });
}

TEST_F(FaxCoverTest, GivesTheProgramTheRequestAndLittleElse) {
    const Environment secret("FAX_TEST_SECRET", "42");
    const FileDescriptor open(::open("/dev/null", O_RDONLY));  // without O_CLOEXEC
    const std::string note = (scratch_.path() / "note").string();
    make(script("cat >" + note + "\n{ env | cut -d= -f1 | sort; ls /proc/$$/fd; } >" + note +
                ".2; echo PDF\n"));
    EXPECT_EQ(textOf(note), coverRequest(fields_));
    const std::string others = textOf(note + ".2");
    EXPECT_EQ(others.find("SECRET"), std::string::npos);
    EXPECT_NE(others.find("HOME\nLC_ALL\nPATH\n"), std::string::npos) << others;
    EXPECT_NE(others.find("XDG_CACHE_HOME\n0\n1\n"), std::string::npos) << others;
    EXPECT_EQ(others.find('\n' + std::to_string(open.get()) + '\n'), std::string::npos) << others;
}

TEST_F(FaxCoverTest, SaysWhenTheProgramCouldNotWork) {
    expectJobError(JobEnd::kHeld, "cannot be started", [&] { make(scratch_.path() / "nothing"); });
    expectJobError(JobEnd::kHeld, "was ended (Killed)", [&] { make(script("kill -KILL $$\n")); });
    expectJobError(JobEnd::kHeld, "failed without a word", [&] { make(script("exit 3\n")); });
    expectJobError(JobEnd::kHeld, "made no cover page", [&] { make(script("")); });
    expectJobError(JobEnd::kHeld, "Its words.",
                   [&] { make(script("echo PDF; echo Its words. >&2; exit 1\n")); });
}

TEST_F(FaxCoverTest, EndsTheProgramWhenItTakesTooLong) {
    const auto begin = std::chrono::steady_clock::now();
    expectJobError(JobEnd::kHeld, "was not ready",
                   [&] { make(script("exec sleep 60\n"), std::chrono::milliseconds(300)); });
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST_F(FaxCoverTest, FindsTheProgramBesideTheBackendOrWhereCupsHasItsFilters) {
    const fs::path installed = script("", "cups/filter/faxcover");
    EXPECT_EQ(findCoverProgram(scratch_.path() / "cups/backend/voipnow", scratch_.path() / "cups"),
              installed);
    const fs::path built = script("", "filters/faxcover");
    EXPECT_EQ(findCoverProgram(scratch_.path() / "backend/voipnow", ""), built);
}

}  // namespace
}  // namespace voipnow
