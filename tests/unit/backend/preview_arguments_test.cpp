// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/preview_arguments.hpp"

#include <gtest/gtest.h>

#include "backend/job_options.hpp"

namespace voipnow {
namespace {

std::string refusal(const std::vector<std::string>& arguments) {
    try {
        parsePreviewArguments(arguments);
    } catch (const WrongArguments& wrong) {
        return wrong.what();
    }
    return "";
}

TEST(PreviewArguments, AreFilesAndOptionsInAnyOrder) {
    const PreviewArguments made =
        parsePreviewArguments({"a.pdf", "-o", "Resolution=204x98dpi", "--json", "b.pdf", "-d", "Fax",
                               "--output", "fax.pdf", "--", "-o"});
    EXPECT_EQ(made.files, (std::vector<std::filesystem::path>{"a.pdf", "b.pdf", "-o"}));
    EXPECT_EQ(made.options, "Resolution=204x98dpi");
    EXPECT_EQ(made.printer, "Fax");
    EXPECT_EQ(made.output, "fax.pdf");
    EXPECT_TRUE(made.json);
    EXPECT_FALSE(made.help);
}

TEST(PreviewArguments, MayHaveTheirValuesInTheSameWord) {
    const PreviewArguments made =
        parsePreviewArguments({"-oPageSize=A4", "-PFax", "--output=page-%03d.png", "a.pdf"});
    EXPECT_EQ(made.options, "PageSize=A4");
    EXPECT_EQ(made.printer, "Fax");
    EXPECT_EQ(made.output, "page-%03d.png");
}

TEST(PreviewArguments, HaveOptionsAsLpTakesThem) {
    const PreviewArguments made = parsePreviewArguments(
        {"a.pdf", "-o", "media=A4 sides", "-o", R"(phone="+1 (555) 01\"0")", "-o", "media=Letter"});
    const std::vector<JobOption> options = parseJobOptions(made.options);
    EXPECT_EQ(valueOf(options, "media"), "Letter");
    EXPECT_EQ(valueOf(options, "sides"), "true");
    EXPECT_EQ(valueOf(options, "phone"), "+1 (555) 01\"0");
}

TEST(PreviewArguments, ThatCannotBeUnderstoodAreRefused) {
    EXPECT_NE(refusal({}), "");
    EXPECT_NE(refusal({"--json"}), "");
    EXPECT_NE(refusal({"a.pdf", "--jsn"}).find("--jsn"), std::string::npos);
    EXPECT_NE(refusal({"a.pdf", "-x"}).find("-x"), std::string::npos);
    EXPECT_NE(refusal({"a.pdf", "-o"}).find("-o"), std::string::npos);
    EXPECT_NE(refusal({"a.pdf", "--output", ""}).find("--output"), std::string::npos);
    EXPECT_NE(refusal({"a.pdf", "--outputs=b.pdf"}), "");
    EXPECT_EQ(refusal({"--help"}), "");
}

TEST(PreviewArguments, NameAnOutputOfAKnownKind) {
    for (const char* good : {"fax.pdf", "a%b.pdf", "f-%d.png", "out/f-%03d.png", "%d.png"}) {
        EXPECT_EQ(refusal({"a.pdf", "--output", good}), "") << good;
    }
    for (const char* bad : {"fax", "fax.tiff", "fax.png", "f-%d-%d.png", "f-%s.png", "f-%3d.png", "f-%0d.png",
                            "f-%00d.png", "f-%012d.png", "f-%.png", "%d/f.png", "%%d.png"}) {
        EXPECT_NE(refusal({"a.pdf", "--output", bad}), "") << bad;
    }
}

TEST(PicturePath, HasTheNumberOfThePage) {
    EXPECT_EQ(picturePath("out/fax-%d.png", 7), "out/fax-7.png");
    EXPECT_EQ(picturePath("fax-%03d.png", 7), "fax-007.png");
    EXPECT_EQ(picturePath("fax-%03d.png", 1234), "fax-1234.png");
}

TEST(PreviewArguments, TellWhatOnlyCupsDoes) {
    EXPECT_EQ(appliedByCups("page-ranges=1-2 Resolution=204x98dpi Number-Up=2"),
              (std::vector<std::string>{"Number-Up", "page-ranges"}));
    EXPECT_TRUE(appliedByCups("").empty());
}

}  // namespace
}  // namespace voipnow
