// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/received_documents.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "filters/fax_stream.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

class ReceivedDocumentsTest : public ::testing::Test {
  protected:
    void put(const DocumentHead& head, const std::string& pdf, int pages) {
        FaxStreamWriter writer(stream());
        writer.begin(head);
        writer.write(std::as_bytes(std::span(pdf.data(), pdf.size())));
        writer.complete(pages);
    }
    int stream() { return ::fileno(file_.stream()); }
    ReceivedJob received() {
        ::lseek(stream(), 0, SEEK_SET);
        return receiveDocuments(stream(), scratch_.path());
    }
    static std::string bytesOf(ReceivedDocument& document) {
        std::string text(document.pdf.size(), '\0');
        EXPECT_EQ(std::fread(text.data(), 1, text.size(), document.pdf.stream()), text.size());
        return text;
    }

    const ScratchFolder scratch_;
    TemporaryFile file_{scratch_.path()};
};

TEST_F(ReceivedDocumentsTest, AreAllDocumentsInOrderWithoutBanners) {
    put({0, "t", "job-sheet"}, "", 0);
    put({2, "first", "document"}, "%PDF one", 2);
    put({1, "second", "document"}, "%PDF two", 1);
    put({0, "t", "job-sheet"}, "", 0);
    ReceivedJob job = received();
    EXPECT_EQ(job.parts, 4);
    ASSERT_EQ(job.documents.size(), 2U);
    EXPECT_EQ(job.documents[0].title, "first");
    EXPECT_EQ(job.documents[0].pages, 2);
    EXPECT_EQ(bytesOf(job.documents[0]), "%PDF one");
    EXPECT_EQ(job.documents[1].pages, 1);
    EXPECT_EQ(bytesOf(job.documents[1]), "%PDF two");
}

TEST_F(ReceivedDocumentsTest, AreRefusedWhenThereAreNone) {
    // A filter that was killed before it began; the document may be sound.
    expectJobError(JobEnd::kHeld, "No pages came from the fax filter", [&] { received(); });
    put({0, "t", "job-sheet"}, "", 0);
    expectJobError(JobEnd::kCanceled, "no pages to fax", [&] { received(); });
}

TEST_F(ReceivedDocumentsTest, AreRefusedAsTheFilterSays) {
    put({1, "first", "document"}, "%PDF", 1);
    FaxStreamWriter(stream()).fail(JobError(JobEnd::kCanceled, "Page 7 is broken."));
    expectJobError(JobEnd::kCanceled, "Page 7 is broken.", [&] { received(); });
}

TEST_F(ReceivedDocumentsTest, AreRefusedWhenOneIsNotWhole) {
    put({1, "first", "document"}, "%PDF", 1);
    FaxStreamWriter(stream()).begin({1, "second", "document"});
    expectJobError(JobEnd::kHeld, "not arrive whole", [&] { received(); });
}

TEST_F(ReceivedDocumentsTest, AreRefusedWhenPagesAreMissing) {
    put({3, "first", "document"}, "%PDF", 2);
    expectJobError(JobEnd::kHeld, "Only 2 of the 3 pages", [&] { received(); });
}

TEST_F(ReceivedDocumentsTest, AreRefusedWhenTheyHaveNoPages) {
    put({0, "first", "document"}, "%PDF", 0);
    expectJobError(JobEnd::kHeld, "Only 0 of the 0 pages", [&] { received(); });
}

TEST_F(ReceivedDocumentsTest, AreRefusedWhenTheyAreRaw) {
    ASSERT_EQ(::write(stream(), "%PDF-1.4 raw", 12), 12);
    expectJobError(JobEnd::kCanceled, "raw", [&] { received(); });
}

TEST(Drain, ReadsToTheEnd) {
    const ScratchFolder scratch;
    TemporaryFile file(scratch.path());
    file.write(std::as_bytes(std::span<const char>(std::string(300'000, 'x'))));
    file.rewind();
    drain(::fileno(file.stream()));
    EXPECT_EQ(::lseek(::fileno(file.stream()), 0, SEEK_CUR), 300'000);
}

}  // namespace
}  // namespace voipnow
