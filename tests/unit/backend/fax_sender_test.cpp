// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_sender.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

TEST(FaxSender, NamesTheFileAfterTheTitle) {
    struct Case {
        std::string title;
        std::string name;
    };
    const std::vector<Case> table{
        {"", "document.pdf"},
        {"Letter", "Letter.pdf"},
        {"letter.pdf", "letter.pdf"},
        {"Letter to Dr. Smith", "Letter_to_Dr._Smith.pdf"},
        {"../../etc/passwd", "etc_passwd.pdf"},
        {"a\\b:c\"d\n", "a_b_c_d.pdf"},
        {"日本", "document.pdf"},
        {"Müller", "M_ller.pdf"},
        {".pdf", "pdf.pdf"},
        {"...", "document.pdf"},
        {"invoice.xlsx - LibreOffice", "invoice.xlsx_-_LibreOffice.pdf"},
        {std::string(500, 'x'), std::string(60, 'x') + ".pdf"},
    };
    for (const Case& each : table) {
        EXPECT_EQ(fileNameFor(each.title), each.name) << each.title;
    }
}

}  // namespace
}  // namespace voipnow
