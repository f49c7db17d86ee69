// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_stream.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <vector>

namespace voipnow {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

std::span<const std::byte> bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

// An unnamed file stands for the pipe between filter and backend.
class FaxStreamTest : public ::testing::Test {
  protected:
    int out() { return ::fileno(file_.get()); }
    int in() {
        ::lseek(out(), 0, SEEK_SET);
        return out();
    }
    std::string written() {
        std::string all;
        std::array<char, 4096> part{};
        in();
        for (ssize_t got = 0; (got = ::read(out(), part.data(), part.size())) > 0;) {
            all.append(part.data(), static_cast<std::size_t>(got));
        }
        return all;
    }
    void put(const std::string& text) {
        ASSERT_EQ(::write(out(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }

  private:
    File file_{std::tmpfile(), &std::fclose};
};

std::string readAll(FaxStreamReader& reader) {
    std::string all;
    std::array<std::byte, 1000> part{};
    for (std::size_t got = 0; (got = reader.read(part)) > 0;) {
        all.append(reinterpret_cast<const char*>(part.data()), got);
    }
    return all;
}

std::string oneDocument(const std::string& title, const std::string& pdf) {
    return "voipnow-fax 1\n{\"pages\":1,\"title\":\"" + title + "\",\"filetype\":\"document\"}\n" +
           std::to_string(pdf.size()) + "\n" + pdf +
           "0\n{\"end\":\"complete\",\"pages\":1,\"bytes\":" + std::to_string(pdf.size()) + "}\n";
}

TEST_F(FaxStreamTest, WritesTheFormatOfItsHeader) {
    FaxStreamWriter writer(out());
    writer.begin({2, "A \"title\"\nof two lines", "document"});
    writer.write(bytesOf("%PDF"));
    writer.write({});
    writer.write(bytesOf("0\n"));
    writer.complete(2);
    EXPECT_EQ(written(),
              "voipnow-fax 1\n"
              "{\"pages\":2,\"title\":\"A \\\"title\\\"\\nof two lines\",\"filetype\":\"document\"}\n"
              "4\n%PDF2\n0\n0\n"
              "{\"end\":\"complete\",\"pages\":2,\"bytes\":6}\n");
}

TEST_F(FaxStreamTest, TellsTheMarksInTheEndMark) {
    FaxStreamWriter writer(out());
    writer.begin({2, "t", "document"});
    writer.complete(2, {{1, {FaxMarkKind::kFax, "+1 555 0100; \"Al\""}}, {2, {FaxMarkKind::kSubject, ""}}});
    EXPECT_TRUE(
        written().ends_with("0\n{\"end\":\"complete\",\"pages\":2,\"bytes\":0,\"marks\":[{\"page\":1,"
                            "\"mark\":\"fax\",\"value\":\"+1 555 "
                            "0100; \\\"Al\\\"\"},{\"page\":2,\"mark\":\"faxsubject\",\"value\":\"\"}]}\n"))
        << written();
    FaxStreamReader reader(in());
    ASSERT_TRUE(reader.next());
    readAll(reader);
    const auto marks = reader.end().marks;
    ASSERT_EQ(marks.size(), 2U);
    EXPECT_EQ(marks[0].page, 1);
    EXPECT_EQ(marks[0].mark.kind, FaxMarkKind::kFax);
    EXPECT_EQ(marks[0].mark.value, "+1 555 0100; \"Al\"");
    EXPECT_EQ(marks[1].mark.kind, FaxMarkKind::kSubject);
}

TEST_F(FaxStreamTest, GivesBackEachDocumentOfAJobInOrder) {
    const std::string large(kLongestChunk * 2 + 17, 'x');
    for (const std::string& pdf : {std::string("first"), large, std::string()}) {
        FaxStreamWriter writer(out());
        writer.begin({1, "title", "document"});
        writer.write(bytesOf(pdf));
        writer.complete(1);
    }
    FaxStreamReader reader(in());
    for (const std::string& pdf : {std::string("first"), large, std::string()}) {
        const auto head = reader.next();
        ASSERT_TRUE(head);
        EXPECT_EQ(head->pages, 1);
        EXPECT_EQ(head->title, "title");
        EXPECT_FALSE(head->isBanner());
        EXPECT_TRUE(readAll(reader) == pdf);
        EXPECT_EQ(reader.end().kind, DocumentEnd::Kind::kComplete);
        EXPECT_EQ(reader.end().pages, 1);
        EXPECT_EQ(reader.end().bytes, pdf.size());
    }
    EXPECT_FALSE(reader.next());
}

TEST_F(FaxStreamTest, PassesOverWhatWasNotRead) {
    put(oneDocument("a", "1234") + oneDocument("b", "5678"));
    FaxStreamReader reader(in());
    EXPECT_EQ(reader.next()->title, "a");
    EXPECT_EQ(reader.next()->title, "b");
    EXPECT_EQ(readAll(reader), "5678");
}

TEST_F(FaxStreamTest, TellsABannerFromADocument) {
    FaxStreamWriter writer(out());
    writer.begin({0, "t", "job-sheet"});
    writer.complete(0);
    FaxStreamReader reader(in());
    EXPECT_TRUE(reader.next()->isBanner());
}

TEST_F(FaxStreamTest, TellsWhyADocumentFailed) {
    FaxStreamWriter writer(out());
    writer.begin({3, "t", "document"});
    writer.write(bytesOf("%PDF"));
    writer.fail(JobError(JobEnd::kHeld, "Page 2 is too large."));
    FaxStreamWriter(out()).fail(JobError(JobEnd::kCanceled, "Not a PDF."));

    FaxStreamReader reader(in());
    ASSERT_TRUE(reader.next());
    readAll(reader);
    EXPECT_EQ(reader.end().kind, DocumentEnd::Kind::kFailed);
    EXPECT_EQ(reader.end().then, JobEnd::kHeld);
    EXPECT_EQ(reader.end().message, "Page 2 is too large.");
    ASSERT_TRUE(reader.next());
    readAll(reader);
    EXPECT_EQ(reader.end().then, JobEnd::kCanceled);
    EXPECT_EQ(reader.end().message, "Not a PDF.");
}

// Wherever a stream of one document is cut, it is never taken for a whole one.
TEST_F(FaxStreamTest, NeverTakesACutStreamForAWholeOne) {
    const std::string whole = oneDocument("t", "%PDF-1.7 some bytes");
    for (std::size_t length = 1; length < whole.size(); ++length) {
        File cut(std::tmpfile(), &std::fclose);
        ASSERT_EQ(std::fwrite(whole.data(), 1, length, cut.get()), length);
        std::rewind(cut.get());
        FaxStreamReader reader(::fileno(cut.get()));
        try {
            ASSERT_TRUE(reader.next()) << length;
            readAll(reader);
            EXPECT_EQ(reader.end().kind, DocumentEnd::Kind::kTruncated) << length;
            EXPECT_FALSE(reader.next());
        } catch (const JobError& error) {
            EXPECT_EQ(error.end(), JobEnd::kCanceled) << length;  // not even its mark arrived
        }
    }
}

struct Broken {
    std::string stream;
    JobEnd end;
};

TEST_F(FaxStreamTest, RefusesWhatIsNotAFaxStream) {
    const std::string good = oneDocument("t", "1234");
    const std::string head = "voipnow-fax 1\n{\"pages\":1,\"title\":\"t\",\"filetype\":\"document\"}\n";
    const std::vector<Broken> table{
        {"%PDF-1.7\n...", JobEnd::kCanceled},
        {std::string(100'000, 'x'), JobEnd::kCanceled},
        {"voipnow-fax 2\n{}\n", JobEnd::kCanceled},
        {"voipnow-fax 10\n{}\n", JobEnd::kCanceled},
        {"voipnow-fax 1\n[]\n", JobEnd::kHeld},
        {"voipnow-fax 1\n{}\n", JobEnd::kHeld},
        {"voipnow-fax 1\n{\"pages\":-1,\"title\":\"t\",\"filetype\":\"document\"}\n", JobEnd::kHeld},
        {"voipnow-fax 1\n{\"pages\":1e99,\"title\":\"t\",\"filetype\":\"document\"}\n", JobEnd::kHeld},
        {"voipnow-fax 1\n{\"pages\":1,\"title\":2,\"filetype\":\"document\"}\n", JobEnd::kHeld},
        {"voipnow-fax 1\n" + std::string(kLongestLine + 2, '{'), JobEnd::kHeld},
        {head + "-4\n1234", JobEnd::kHeld},
        {head + "4 \n1234", JobEnd::kHeld},
        {head + "\n1234", JobEnd::kHeld},
        {head + "99999999999999999\n1234", JobEnd::kHeld},
        {head + std::to_string(kLongestChunk + 1) + "\n1234", JobEnd::kHeld},
        {head + "4\n12340\n{\"end\":\"complete\",\"pages\":1,\"bytes\":5}\n", JobEnd::kHeld},
        {head + "4\n12340\n{\"end\":\"maybe\",\"pages\":1,\"bytes\":4}\n", JobEnd::kHeld},
        {head + "4\n12340\n{\"end\":\"complete\"}\n", JobEnd::kHeld},
        {good + "x" + good, JobEnd::kHeld},
        {good + "%PDF-1.7", JobEnd::kHeld},
    };
    for (const Broken& each : table) {
        File file(std::tmpfile(), &std::fclose);
        std::fwrite(each.stream.data(), 1, each.stream.size(), file.get());
        std::rewind(file.get());
        FaxStreamReader reader(::fileno(file.get()));
        try {
            while (reader.next()) {
                readAll(reader);
            }
            ADD_FAILURE() << "taken: " << each.stream.substr(0, 80);
        } catch (const JobError& error) {
            EXPECT_EQ(error.end(), each.end) << error.what() << "\n" << each.stream.substr(0, 80);
        }
    }
}

TEST_F(FaxStreamTest, SaysThatTheReaderIsGone) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    ::close(ends[0]);
    const auto before = ::signal(SIGPIPE, SIG_IGN);
    EXPECT_THROW(FaxStreamWriter(ends[1]).begin({}), JobError);
    ::signal(SIGPIPE, before);
    ::close(ends[1]);
}

}  // namespace
}  // namespace voipnow
