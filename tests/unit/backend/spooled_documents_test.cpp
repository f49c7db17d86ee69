// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/spooled_documents.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>

#include <string>
#include <vector>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

const std::string kPdf = "%PDF-1.4\n1 0 obj\nstartxref\n9\n%%EOF";
const std::string kPng = "\x89PNG\r\n\x1A\n picture IEND\xAE\x42\x60\x82";
const std::string kJpeg = "\xFF\xD8\xFF\xE0 picture \xFF\xD9";

bool isSeveral(const std::string& bytes) {
    const ScratchFolder scratch;
    return isSeveralDocuments(FileDescriptor(::open(scratch.file("d00001-001", bytes).c_str(), O_RDONLY)));
}

TEST(SpooledDocuments, AreSeveralWhenAnotherBeginsBehindAnEnd) {
    for (const std::string& bytes :
         {kPdf + kPdf, kPdf + "\n" + kPdf, kPdf + "\r\n \n" + kPdf, kPdf + std::string(3, '\0') + kPdf,
          kPdf + "\n" + kPng, kPng + kPng, kPng + kPdf, kPdf + "\n" + kJpeg, kPng + kJpeg,
          kPdf + "\n" + kPdf + "\n" + kPdf}) {
        EXPECT_TRUE(isSeveral(bytes)) << bytes;
    }
}

TEST(SpooledDocuments, AreOneOtherwise) {
    for (const std::string& bytes : {std::string(), std::string("text"), kPdf, kPdf + "\n", kPng, kJpeg,
                                     // Saved again with a change.
                                     kPdf + "\n2 0 obj\nstartxref\n50\n%%EOF\n",
                                     // With another attached.
                                     "%PDF-1.4\n1 0 obj\nstream\n" + kPdf + "\nendstream\nendobj\n%%EOF\n",
                                     // A picture with a second one for screens.
                                     kJpeg + kJpeg}) {
        EXPECT_FALSE(isSeveral(bytes)) << bytes;
    }
}

TEST(SpooledDocuments, AreFoundWhereverTheEndFallsOnTheParts) {
    for (const std::size_t padding : {1048312U, 1048560U, 1048570U, 1048576U, 1048832U, 2097150U}) {
        EXPECT_TRUE(isSeveral(std::string(padding, 'x') + kPdf + "\n" + kPdf)) << padding;
        EXPECT_FALSE(isSeveral(std::string(padding, 'x') + kPdf + "\n" + std::string(padding, 'x')))
            << padding;
    }
}

TEST(SpooledDocuments, HaveTheNamesThatCupsGivesThem) {
    const ScratchFolder spool;
    for (const char* name : {"d00012-001", "d00012-002", "d00012-004", "d00013-001", "d123456-001"}) {
        spool.file(name, kPdf);
    }
    EXPECT_EQ(openSpooledDocuments(12, spool.path()).size(), 2U);
    EXPECT_EQ(openSpooledDocuments(13, spool.path()).size(), 1U);
    EXPECT_EQ(openSpooledDocuments(123456, spool.path()).size(), 1U);
    EXPECT_TRUE(openSpooledDocuments(14, spool.path()).empty());
    EXPECT_TRUE(openSpooledDocuments(12, "").empty());
    // cupsd's are files, and never links.
    std::filesystem::create_symlink(spool.path() / "d00012-001", spool.path() / "d00015-001");
    EXPECT_TRUE(openSpooledDocuments(15, spool.path()).empty());
}

}  // namespace
}  // namespace voipnow
