// Receipts of real jobs: what a person finds in the PDF.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

class Receipts : public FaxPrinterTest {
  protected:
    fs::path page() const { return scratch_.write("page.pdf", drawnPdf({numberedPage(1)})); }

    Finished command(const std::vector<std::string>& words) const {
        std::vector<std::string> all{std::string(kStage) + "/usr/bin/voipnow-fax"};
        all.insert(all.end(), words.begin(), words.end());
        Environment environment = cups_.environment();
        environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        return runToEnd(all, environment);
    }

    // The text of the receipt, page by page as it is read.
    std::string receiptOf(int job) const {
        const Finished made = command({"receipt", std::to_string(job), "-o", pdf().string()});
        EXPECT_EQ(made.status, 0) << made.errors;
        return runOrThrow({"pdftotext", "-layout", pdf().string(), "-"});
    }
    fs::path pdf() const { return scratch_.path() / "receipt.pdf"; }

    int imagesIn() const {
        const std::string list = runOrThrow({"pdfimages", "-list", pdf().string()});
        int images = 0;
        for (std::size_t at = list.find("image"); at != std::string::npos; at = list.find("image", at + 1)) {
            ++images;
        }
        return images;
    }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_F(Receipts, SayWhatWasSentToWhom) {
    const int job = print({page()}, {"-t", "Offer 17", "-o", "phone=5550100,5550101"});
    ASSERT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    const std::string text = receiptOf(job);
    const ReceivedFax fax = emulator_.faxes().at(0);
    for (const std::string& part :
         {std::string("Fax receipt"), std::string("for all 2 recipients"), std::string("Offer 17"),
          std::string("5550100"), std::string("5550101"), fax.id, std::string("0003*210"),
          "Fax-" + std::to_string(job), std::string("Page 1 of 1"), std::string("handed to the service")}) {
        EXPECT_TRUE(has(text, part)) << part << " is not in\n" << text;
    }
    // The checksum is that of the file that arrived.
    const std::string sum = runOrThrow({"sha256sum", fax.files.at(0).path.string()});
    EXPECT_TRUE(has(text, sum.substr(0, 64))) << text;
    EXPECT_GE(imagesIn(), 1);
}

TEST_F(Receipts, AreHonestAboutAJobThatWasNotSent) {
    const int job = print({page()}, {});
    ASSERT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_HELD);
    const std::string text = receiptOf(job);
    EXPECT_TRUE(has(text, "Not sent: nothing of this job was handed to the fax service.")) << text;
    EXPECT_TRUE(has(text, "there is no fax number")) << text;
    EXPECT_FALSE(has(text, "SHA-256")) << text;
}

TEST_F(Receipts, HaveNoPictureOfADrawing) {
    const int job = print({page()}, {"-o", "phone=5550100", "-o", "FaxContent=Vector"});
    ASSERT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    EXPECT_TRUE(has(receiptOf(job), "No picture of the first page")) << receiptOf(job);
    EXPECT_EQ(imagesIn(), 0);
}

TEST_F(Receipts, AreRefusedForAJobThatIsNotThere) {
    printed({page()}, to("5550100"));
    const Finished none = command({"receipt", "999", "-o", pdf().string()});
    EXPECT_EQ(none.status, 1);
    EXPECT_TRUE(has(none.errors, "Job 999 is not in the journal")) << none.errors;
    EXPECT_FALSE(fs::exists(pdf()));
}

}  // namespace
}  // namespace voipnow::end_to_end
