// SPDX-License-Identifier: GPL-3.0-or-later
//
// What needs no filter; the rest is in tests/end_to_end/preview_test.cpp.
#include "backend/preview_command.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "backend/command.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

struct Outcome {
    int code;
    std::string out;
    std::string errors;
};

Outcome preview(std::vector<std::string> arguments) {
    std::ostringstream out;
    std::ostringstream errors;
    arguments.insert(arguments.begin(), "preview");
    const int code = runCommand(arguments, out, errors);
    return {code, out.str(), errors.str()};
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(PreviewCommand, ExplainsItself) {
    const Outcome help = preview({"--help"});
    EXPECT_EQ(help.code, 0);
    for (const char* part : {"Usage: voipnow-fax preview", "-d PRINTER", "-o NAME=VALUE", "--output FILE.pdf",
                             "FILE-%d.png", "--json", "60 seconds", "30", "40 %", "Exit status"}) {
        EXPECT_TRUE(has(help.out, part)) << part;
    }
}

TEST(PreviewCommand, EndsWithTwoForWrongArguments) {
    EXPECT_EQ(preview({}).code, 2);
    EXPECT_EQ(preview({"--jsn", "a.pdf"}).code, 2);
    EXPECT_TRUE(has(preview({"--jsn", "a.pdf"}).errors, "Usage: "));
    EXPECT_EQ(preview({"a.pdf", "--output", "a.gif"}).code, 2);
}

TEST(PreviewCommand, DoesNotReplaceTheDocumentByItsFax) {
    const ScratchFolder scratch;
    const std::string file = scratch.file("a.pdf", "%PDF-1.4\n").string();
    const Outcome run = preview({file, "--output", (scratch.path() / "." / "a.pdf").string()});
    EXPECT_EQ(run.code, 2);
    EXPECT_EQ(textOf(file), "%PDF-1.4\n");
}

TEST(PreviewCommand, RefusesWhatIsNoPdfAndSaysHowToMakeOne) {
    const ScratchFolder scratch;
    const Outcome text = preview({scratch.file("a letter.txt", "Dear Anna").string()});
    EXPECT_EQ(text.code, 1);
    EXPECT_TRUE(has(text.errors, "is no PDF")) << text.errors;
    EXPECT_TRUE(has(text.errors, "cupsfilter '" + (scratch.path() / "a letter.txt").string() + "'"))
        << text.errors;
    EXPECT_TRUE(has(preview({scratch.path().string()}).errors, "is a folder"));
    EXPECT_TRUE(has(preview({(scratch.path() / "none.pdf").string()}).errors, "No such file"));
}

TEST(PreviewCommand, SaysBeforeTheWorkThatFilesCannotBeWritten) {
    const ScratchFolder scratch;
    const std::string file = scratch.file("a.pdf", "%PDF-1.4\n").string();
    const Outcome run = preview({file, "--output", (scratch.path() / "none/a.pdf").string()});
    EXPECT_EQ(run.code, 1);
    EXPECT_TRUE(has(run.errors, "cannot be written: No such file")) << run.errors;
}

TEST(PreviewCommand, HasNoPicturesOfVectors) {
    const ScratchFolder scratch;
    const std::string file = scratch.file("a.pdf", "%PDF-1.4\n").string();
    const Outcome run =
        preview({file, "-o", "faxcontent=vector", "--output", (scratch.path() / "p-%d.png").string()});
    EXPECT_EQ(run.code, 1);
    EXPECT_TRUE(has(run.errors, "FaxContent=Vector")) << run.errors;
}

}  // namespace
}  // namespace voipnow
