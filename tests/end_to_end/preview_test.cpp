// `voipnow-fax preview` shows what a print job sends.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

std::string bytesOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class Preview : public FaxPrinterTest {
  protected:
    // Of the installed tree, where the command finds the filter by itself.
    Finished preview(const std::vector<std::string>& arguments) const {
        std::vector<std::string> command = {std::string(kStage) + "/usr/bin/voipnow-fax", "preview"};
        command.insert(command.end(), arguments.begin(), arguments.end());
        return runToEnd(command, cups_.environment());
    }

    // The fax that the preview writes for the files with the options of the queue, and the one that arrives.
    void expectSameFax(const std::vector<fs::path>& files, const std::vector<std::string>& options) const {
        std::vector<std::string> arguments = {"-d", "Fax", "--output", output("fax.pdf")};
        arguments.insert(arguments.end(), options.begin(), options.end());
        std::transform(files.begin(), files.end(), std::back_inserter(arguments),
                       [](const fs::path& file) { return file.string(); });
        const Finished shown = preview(arguments);
        ASSERT_EQ(shown.status, 0) << shown.errors;
        std::vector<std::string> words = to("5550100");
        words.insert(words.end(), options.begin(), options.end());
        const ReceivedFax fax = printed(files, words);
        ASSERT_EQ(fax.files.size(), 1U);
        const std::string arrived = bytesOf(fax.files.front().path);
        EXPECT_FALSE(arrived.empty());
        EXPECT_TRUE(arrived == bytesOf(output("fax.pdf"))) << shown.output;
    }

    std::string output(const std::string& name) const { return (scratch_.path() / name).string(); }

    bool leftNothing(const std::string& part) const {
        return std::none_of(fs::directory_iterator(scratch_.path()), fs::directory_iterator(),
                            [&](const auto& entry) {
                                const std::string name = entry.path().filename().string();
                                return has(name, part) || has(name, ".voipnow-fax-");
                            });
    }
};

TEST_F(Preview, IsByteForByteTheFaxThatArrives) {
    expectSameFax({scratch_.write("a.pdf", drawnPdf(numberedPages(2)))},
                  {"-o", "Resolution=204x391dpi", "-o", "FaxContent=Text"});
}

TEST_F(Preview, OfSeveralDocumentsIsTheOneFaxThatArrives) {
    expectSameFax({scratch_.write("a.pdf", drawnPdf({numberedPage(3)})),
                   scratch_.write("b.pdf", drawnPdf({numberedPage(1), numberedPage(2)}))},
                  {});
}

TEST_F(Preview, TakesTheDefaultsOfTheQueue) {
    runOrThrow({"lpadmin", "-p", "Fax", "-o", "Resolution=204x98dpi"}, cups_.environment());
    const fs::path file = scratch_.write("a.pdf", drawnPdf({numberedPage(1)}));
    expectSameFax({file}, {});
    EXPECT_TRUE(has(preview({"-P", "Fax", file}).output, "1728x1078"));
    EXPECT_TRUE(has(preview({file}).output, "1728x2156"));
    const Finished unknown = preview({"-d", "Nope", file});
    EXPECT_EQ(unknown.status, 1);
    EXPECT_TRUE(has(unknown.errors, "The printer Nope is not there")) << unknown.errors;
}

TEST_F(Preview, GivesAPictureOfEachPage) {
    const fs::path file = scratch_.write("a.pdf", drawnPdf(numberedPages(2)));
    const Finished shown = preview({"--output", output("page-%02d.png"), file, file});
    ASSERT_EQ(shown.status, 0) << shown.errors;
    EXPECT_EQ(shown.errors, "") << "no bar where there is no terminal";
    for (const char* name : {"page-01.png", "page-02.png", "page-03.png", "page-04.png"}) {
        EXPECT_EQ(bytesOf(output(name)).substr(1, 3), "PNG") << name;
    }
    EXPECT_EQ(bytesOf(output("page-01.png")), bytesOf(output("page-03.png")));
    EXPECT_NE(bytesOf(output("page-01.png")), bytesOf(output("page-02.png")));
    EXPECT_TRUE(leftNothing("page-05"));
}

TEST_F(Preview, OfVectorsIsThePdfAndHasNoPictures) {
    const fs::path file = scratch_.write("a.pdf", drawnPdf({numberedPage(1)}));
    const Finished shown = preview({"-o", "FaxContent=Vector", "--output", output("fax.pdf"), file});
    EXPECT_EQ(shown.status, 0) << shown.errors;
    EXPECT_TRUE(has(shown.output, "1 page as vectors")) << shown.output;
    EXPECT_EQ(bytesOf(output("fax.pdf")).substr(0, 5), "%PDF-");
    EXPECT_EQ(preview({"-o", "FaxContent=Vector", "--output", output("v-%d.png"), file}).status, 1);
    EXPECT_TRUE(leftNothing("v-"));
}

TEST_F(Preview, LeavesNothingBehindWhenADocumentCannotBeRead) {
    const fs::path good = scratch_.write("a.pdf", drawnPdf({numberedPage(1)}));
    const fs::path broken = scratch_.write("broken.pdf", "%PDF-1.4\nthis is no PDF\n");
    const Finished shown = preview({"--output", output("page-%d.png"), good, broken});
    EXPECT_EQ(shown.status, 1);
    EXPECT_EQ(shown.output, "");
    EXPECT_TRUE(has(shown.errors, "broken.pdf: ")) << shown.errors;
    EXPECT_TRUE(leftNothing("page-"));
}

TEST_F(Preview, SaysWhatOnlyCupsDoes) {
    const fs::path file = scratch_.write("a.pdf", drawnPdf(numberedPages(2)));
    const Finished shown = preview({"-o", "page-ranges=1", "--json", file});
    EXPECT_EQ(shown.status, 0);
    EXPECT_TRUE(has(shown.errors, "page-ranges")) << shown.errors;
    EXPECT_TRUE(has(shown.output, "\"pages\": 2")) << shown.output;
}

}  // namespace
}  // namespace voipnow::end_to_end
