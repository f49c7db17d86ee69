// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cover_templates.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

TEST(CoverTemplates, AreTheFilesWithGoodNames) {
    const ScratchFolder scratch;
    for (const char* name :
         {"sales.cover", "Our_Firm-2.cover", "sales.cover~", "sales.png", ".cover", ".hidden.cover",
          "two words.cover", "a.b.cover", "\xc3\xa4.cover", "UPPER.COVER",
          "abcdefghijklmnopqrstuvwxyz1234.cover", "abcdefghijklmnopqrstuvwxyz12345.cover"}) {
        scratch.file(name, "Fax");
    }
    std::filesystem::create_directory(scratch.path() / "folder.cover");
    std::filesystem::create_symlink("nowhere", scratch.path() / "link.cover");
    EXPECT_EQ(coverTemplates(scratch.path()),
              (std::vector<std::string>{"Our_Firm-2", "abcdefghijklmnopqrstuvwxyz1234", "sales"}));
}

TEST(CoverTemplates, AreNoneWithoutAFolder) {
    const ScratchFolder scratch;
    EXPECT_TRUE(coverTemplates(scratch.path() / "nothing").empty());
    EXPECT_TRUE(coverTemplates(scratch.file("file", "")).empty());
}

TEST(CoverTemplates, AreFoundByName) {
    const ScratchFolder scratch;
    const auto file = scratch.file("sales.cover", "Fax");
    EXPECT_EQ(coverTemplate(scratch.path(), "sales"), file);
}

TEST(CoverTemplates, AreNamedWhenOneIsNotThere) {
    const ScratchFolder scratch;
    scratch.file("sales.cover", "Fax");
    scratch.file("a.cover", "Fax");
    for (const std::string& name : {std::string("Sales"), std::string(""), std::string("../sales"),
                                    scratch.path().string() + "/sales", std::string("sales.cover")}) {
        expectJobError(
            JobEnd::kHeld,
            "FaxCover=" + name + ": there is no such cover page. There are None, Standard, a, sales.",
            [&] { coverTemplate(scratch.path(), name); });
    }
    expectJobError(JobEnd::kHeld, "None, Standard.",
                   [&] { coverTemplate(scratch.path() / "nothing", "sales"); });
}

}  // namespace
}  // namespace voipnow
