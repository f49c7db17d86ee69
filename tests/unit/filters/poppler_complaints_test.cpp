// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/poppler_complaints.hpp"

#include <gtest/gtest.h>

#include <array>

#include "filters/page_renderer.hpp"
#include "filters/pdf_document.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"

namespace voipnow {
namespace {

constexpr FaxGrid kSmall{{"Small", 60, 80}, {"72x72dpi", 72, 72}, 60, 80};

// A page with an image in JPEG, which is these bytes.
HandMadePdf withJpeg(const std::string& bytes) {
    HandMadePdf pdf{.pages = {{blackBox(5, 5, 9, 9) + "q 40 0 0 40 10 30 cm /Im Do Q", "0 0 60 80",
                               "/Resources << /XObject << /Im 5 0 R >> >>"}}};
    pdf.objects = {
        "<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        "/Filter /DCTDecode /Length " +
        std::to_string(bytes.size()) + " >>\nstream\n" + bytes + "\nendstream"};
    return pdf;
}

void draw(const HandMadePdf& pdf) {
    const PdfInput input = inputOf(pdf.bytes());
    PageRenderer(kSmall).render(PdfDocument(input).page(1).get(), 1);
}

void say(const char* text) {
    g_log("Poppler", G_LOG_LEVEL_WARNING, "%s", text);
}

TEST(PopplerComplaintsTest, AreNoneAboutAGoodPage) {
    PopplerComplaints complaints;
    draw({.pages = {{blackBox(5, 5, 9, 9), "0 0 60 80"}}});
    EXPECT_EQ(complaints.take(), std::nullopt);
}

TEST(PopplerComplaintsTest, TellOfAnImageThatIsBroken) {
    PopplerComplaints complaints;
    draw(withJpeg("this is no JPEG"));
    const std::optional<std::string> complaint = complaints.take();
    ASSERT_TRUE(complaint);
    EXPECT_NE(complaint->find("jpeg data"), std::string::npos) << *complaint;
    EXPECT_EQ(complaints.take(), std::nullopt) << "it is told once";
}

TEST(PopplerComplaintsTest, TellOfDrawingsThatAreBroken) {
    PopplerComplaints complaints;
    draw({.pages = {{"/Missing Do", "0 0 60 80"}}});
    const std::optional<std::string> complaint = complaints.take();
    ASSERT_TRUE(complaint);
    EXPECT_NE(complaint->find("Missing"), std::string::npos) << *complaint;
}

TEST(PopplerComplaintsTest, KeepTheFirstError) {
    PopplerComplaints complaints;
    say("Syntax error at position 15: the first");
    say("Syntax error at position 16: the second");
    EXPECT_EQ(complaints.take(), "Syntax error at position 15: the first");
    say("Syntax error at position 17: the third");
    EXPECT_EQ(complaints.take(), "Syntax error at position 17: the third");
}

struct MessageCase {
    const char* text;
    bool isError;
};

TEST(PopplerComplaintsTest, AreErrorsAndNothingElse) {
    PopplerComplaints complaints;
    for (const MessageCase& each :
         {MessageCase{"Syntax error at position 15: bad font", true},
          MessageCase{"Internal error at position 15: bad font", true},
          MessageCase{"I/O error at position 15: short", true},
          MessageCase{"Syntax warning at position 15: an error was mended", false},
          MessageCase{"Unimplemented feature at position 15: 3D", false}, MessageCase{"", false}}) {
        say(each.text);
        EXPECT_EQ(complaints.take().has_value(), each.isError) << each.text;
    }
}

TEST(PopplerComplaintsTest, AreCutWhereTheyAreTooLong) {
    PopplerComplaints complaints;
    const std::string text = "Syntax error at position 15: " + std::string(5000, 'x');
    say(text.c_str());
    EXPECT_EQ(complaints.take(), text.substr(0, 300));
}

TEST(PopplerComplaintsTest, ComeFromPopplerOnly) {
    PopplerComplaints complaints;
    g_log("Another", G_LOG_LEVEL_DEBUG, "Syntax error at position 15: not ours");
    EXPECT_EQ(complaints.take(), std::nullopt);
}

TEST(PopplerComplaintsTest, AreNotKeptFromBeforeTheListenerLived) {
    {
        PopplerComplaints complaints;
        say("Syntax error at position 15: of another job");
    }
    PopplerComplaints complaints;
    EXPECT_EQ(complaints.take(), std::nullopt);
    say("Syntax error at position 15: of this job");
    EXPECT_TRUE(complaints.take());
}

}  // namespace
}  // namespace voipnow
