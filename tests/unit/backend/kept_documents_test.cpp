// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/kept_documents.hpp"

#include <gtest/gtest.h>

#include <span>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

FaxFileSet oneFile(const fs::path& folder, const std::string& bytes) {
    FaxFileSet files;
    files.documents.push_back({"Letter", 1, TemporaryFile(folder)});
    files.documents.front().pdf.write(std::as_bytes(std::span(bytes)));
    files.documents.front().pdf.rewind();
    return files;
}

TEST(KeptDocuments, AreFilesThatOnlyTheirOwnerCanRead) {
    const ScratchFolder scratch;
    keepDocuments(scratch.path(), "urn:uuid:12-ab", 3, oneFile(scratch.path(), "%PDF one"));
    const fs::path file = scratch.path() / "documents" / "12-ab-3-1.pdf";
    EXPECT_EQ(textOf(file), "%PDF one");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms(0600));
    EXPECT_EQ(fs::status(file.parent_path()).permissions(), fs::perms(0700));
    keepDocuments(scratch.path(), "urn:uuid:12-ab", 3, oneFile(scratch.path(), "%PDF two"));
    EXPECT_EQ(textOf(file), "%PDF one") << "what was sent first is what was sent";
}

TEST(KeptDocuments, StayInTheirFolderWhateverTheUuidIs) {
    const ScratchFolder scratch;
    keepDocuments(scratch.path(), "../../../etc/x", 1, oneFile(scratch.path(), "%PDF"));
    EXPECT_TRUE(fs::exists(scratch.path() / "documents" / "_________etc_x-1-1.pdf"));
}

TEST(KeptDocuments, AreForgottenAfterTheirTime) {
    const ScratchFolder scratch;
    keepDocuments(scratch.path(), "urn:uuid:a", 1, oneFile(scratch.path(), "%PDF"));
    forgetDocuments(scratch.path(), std::chrono::hours(1));
    EXPECT_FALSE(fs::is_empty(scratch.path() / "documents"));
    forgetDocuments(scratch.path(), std::chrono::seconds(0));
    EXPECT_TRUE(fs::is_empty(scratch.path() / "documents"));
    forgetDocuments(scratch.path() / "nowhere", std::chrono::seconds(0));
}

TEST(KeptDocuments, HoldTheJobWhenTheyCannotBeKept) {
    const ScratchFolder scratch;
    scratch.file("documents", "a file in the place of the folder");
    expectJobError(JobEnd::kHeld, "keep-documents",
                   [&] { keepDocuments(scratch.path(), "urn:uuid:a", 1, oneFile(scratch.path(), "%PDF")); });
}

}  // namespace
}  // namespace voipnow
