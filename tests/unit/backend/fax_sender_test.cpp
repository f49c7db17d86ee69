// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_sender.hpp"

#include <algorithm>
#include <set>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/sending_fixture.hpp"

namespace voipnow {
namespace {

using emulator::HttpAnswer;
using Strings = std::vector<std::string>;

// As many empty pages as there are widths, in points.
std::string pdfWithWidths(const std::vector<int>& widths) {
    std::string kids;
    std::string objects;
    int number = 3;
    for (const int width : widths) {
        const std::string id = std::to_string(number++);
        kids += id + " 0 R ";
        objects += id + " 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 " + std::to_string(width) +
                   " 792]>> endobj\n";
    }
    // Without a cross-reference table: libqpdf finds the objects by itself.
    return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count " +
           std::to_string(widths.size()) + "/Kids[" + kids + "]>> endobj\n" + objects +
           "trailer <</Root 1 0 R>>\n%%EOF\n";
}

class FaxSenderTest : public SendingTest {
  protected:
    FaxSenderTest() { settings_.parallelUploads = 1; }

    // One run of the job: documents of one page each, to all of these.
    std::string send(const Strings& numbers, const Strings& documents = {"the pages"}) {
        const int pages = static_cast<int>(documents.size());
        FaxFiles made = files(documents);
        return sender().send(job_, "", {{recipients(numbers), 1, pages, {}, "ab"}}, made);
    }
    // A mail merge: a page for each.
    std::string merge(const Strings& numbers) {
        std::vector<int> widths;
        std::vector<PlannedFax> planned;
        for (const std::string& number : numbers) {
            const int page = static_cast<int>(widths.size()) + 1;
            widths.push_back(100 * page);
            planned.push_back({recipients({number}), page, 1, {}, "digest " + std::to_string(page)});
        }
        std::vector<ReceivedDocument> documents;
        documents.push_back(document(pdfWithWidths(widths), static_cast<int>(widths.size())));
        FaxFiles made(std::move(documents), true, scratch_.path(),
                      [](const PlannedFax&) { return std::nullopt; });
        return sender().send(job_, "", planned, made);
    }
    FaxSender sender() { return {settings_, journal_, faxService_, uploader_, messages_}; }

    // What came since the last time.
    Strings newCalls() {
        const Strings all = service_.calls();
        Strings some(all.begin() + static_cast<std::ptrdiff_t>(seen_), all.end());
        seen_ = all.size();
        return some;
    }
    // The run that an upload of `number`'s fax ends: the store answers `answer` each time, and retries are of no use.
    void interrupt(const std::string& path, const HttpAnswer& answer) {
        settings_.retryFor = std::chrono::seconds(0);
        service_.onUpload = [path, answer](const UploadCall& call) -> ScriptedService::Answer {
            return call.path == path ? std::optional(answer) : std::nullopt;
        };
    }
    void mend() { service_.onUpload = nullptr; }
    // The URLs of the job's fax `index` have ended.
    void endUrls(std::size_t index) {
        const FaxEntry fax = journal_.faxesOf(job_.uuid).at(index);
        std::vector<UploadEntry> uploads = journal_.uploadsOf(fax.key);
        for (UploadEntry& each : uploads) {
            each.ends = 1'000'000'000;
        }
        const bool wasUploading = fax.state == FaxState::kUploading;
        journal_.setCreated(fax.key, {fax.serviceId, fax.serviceUid, {}}, uploads);
        if (wasUploading) {
            journal_.setUploading(fax.key);
        }
    }

  private:
    std::size_t seen_ = 0;
};

const HttpAnswer kBusy{429, "", "", {}};    // nothing was stored
const HttpAnswer kBroken{503, "", "", {}};  // perhaps it was

TEST_F(FaxSenderTest, SaysToWhomAndWithWhichIds) {
    EXPECT_EQ(send({"111", "222"}), "Sent to 111, 222 (fax 101).");
    EXPECT_EQ(newCalls(), (Strings{"111 222", "/store/101/1"}));
    EXPECT_EQ(service_.stored().at("/store/101/1"), "the pages");
    EXPECT_EQ(states(), "111 222 sent");
}

TEST_F(FaxSenderTest, MakesAFaxForSoManyRecipientsAsTheServiceTakes) {
    settings_.maxRecipients = 2;
    EXPECT_EQ(send({"111", "222", "333", "444", "555"}),
              "Sent to 111, 222, 333, 444, 555 (fax 101, 102, 103).");
    EXPECT_EQ(newCalls(),
              (Strings{"111 222", "333 444", "555", "/store/101/1", "/store/102/1", "/store/103/1"}));
}

TEST_F(FaxSenderTest, CreatesAllFaxesInTheOrderOfThePagesBeforeTheFirstIsSent) {
    settings_.parallelUploads = 4;
    EXPECT_EQ(merge({"444", "111", "333"}), "Sent to 444, 111, 333 (fax 101, 102, 103).");
    Strings calls = newCalls();
    ASSERT_EQ(calls.size(), 6U);
    std::sort(calls.begin() + 3, calls.end());
    EXPECT_EQ(calls, (Strings{"444", "111", "333", "/store/101/1", "/store/102/1", "/store/103/1"}));
    EXPECT_NE(service_.stored().at("/store/102/1").find("[ 0 0 200 792 ]"), std::string::npos);
    EXPECT_EQ(journal_.faxesOf(job_.uuid)[1].firstPage, 2);
}

TEST_F(FaxSenderTest, HasTheWholeJobInTheJournalBeforeTheFirstCall) {
    Strings seen;
    service_.onCreate = [&](const Strings&) {
        seen.push_back(states());
        return std::nullopt;
    };
    service_.onUpload = [&](const UploadCall&) {
        seen.push_back(states());
        return std::nullopt;
    };
    merge({"111", "222"});
    EXPECT_EQ(seen, (Strings{"111 prepared, 222 prepared", "111 created, 222 prepared",
                             "111 uploading, 222 created", "111 sent, 222 uploading"}));
}

TEST_F(FaxSenderTest, SendsNobodyAnythingWhenTheServiceRefusesOne) {
    service_.onCreate = [](const Strings& asked) -> ScriptedService::Answer {
        return asked.back() == "333" ? std::optional(refusedRecipients()) : std::nullopt;
    };
    expectJobError(JobEnd::kHeld, "Nothing was sent to anybody", [&] { send({"111", "222", "333"}); });
    EXPECT_EQ(states(), "111 created, 222 created, 333 held");
    EXPECT_TRUE(service_.stored().empty());
    newCalls();
    // As it was told: without that one.
    EXPECT_EQ(send({"111", "222"}), "Sent to 111, 222 (fax 101, 102).");
    EXPECT_EQ(newCalls(), (Strings{"/store/101/1", "/store/102/1"}));
}

TEST_F(FaxSenderTest, AsksForNothingThatIsOverTheLimits) {
    settings_.maxFiles = 2;
    expectJobError(JobEnd::kHeld, "The job has 3 documents, and the service takes 2", [&] {
        send({"111"}, {"one", "two", "three"});
    });
    settings_.maxFileSize = 8;
    expectJobError(JobEnd::kHeld, "9 bytes, and the service takes 8", [&] { send({"111"}); });
    EXPECT_TRUE(newCalls().empty());
    EXPECT_EQ(states(), "");
    EXPECT_EQ(send({"111"}, {"8 bytes.", "two"}), "Sent to 111 (fax 101).");
}

TEST_F(FaxSenderTest, ListsNoMoreThanAReaderTakesIn) {
    settings_.maxRecipients = 1;
    const Strings six{"111", "222", "333", "444", "555", "666"};
    EXPECT_EQ(send(six), "Sent 6 faxes, all that this job has; voipnow-fax log lists them.");
    EXPECT_EQ(send(six),
              "Nothing is sent again: all 6 faxes of this job were sent before; voipnow-fax log lists them.");
}

// What an earlier run left.

TEST_F(FaxSenderTest, SendsNothingAgain) {
    send({"111", "222"});
    newCalls();
    EXPECT_EQ(send({"111", "222"}),
              "Nothing is sent again: this job was already sent to 111, 222 (fax 101).");
    EXPECT_TRUE(newCalls().empty());
}

TEST_F(FaxSenderTest, SendsOnlyToThoseWhoDoNotHaveIt) {
    send({"111", "222"});
    newCalls();
    EXPECT_EQ(send({"333", "222", "111"}), "Sent to 111, 222, 333 (fax 101, 102).");
    EXPECT_EQ(newCalls(), (Strings{"333", "/store/102/1"}));
}

TEST_F(FaxSenderTest, LeavesWhatIsInDoubtToAPerson) {
    settings_.maxRecipients = 1;
    send({"111", "222"});
    journal_.setState(journal_.faxesOf(job_.uuid)[0].key, FaxState::kInDoubt);
    newCalls();
    for (int run = 0; run < 2; ++run) {
        EXPECT_THROW(send({"111", "222"}), InDoubt);
        expectJobError(JobEnd::kHeld, "The service may have accepted fax 101 to 111", [&] {
            send({"111", "222"});
        });
        EXPECT_TRUE(newCalls().empty());
    }
    // Others get theirs all the same.
    EXPECT_THROW(send({"111", "222", "333"}), InDoubt);
    EXPECT_EQ(newCalls(), (Strings{"333", "/store/103/1"}));
    // Once a person has spoken.
    ASSERT_TRUE(journal_.resend(job_.uuid, "token", false));
    send({"111", "222", "333"});
    EXPECT_EQ(newCalls(), (Strings{"111", "/store/104/1"}));
    EXPECT_EQ(states(), "111 resent, 222 sent, 333 sent, 111 sent");
}

// What becomes of a fax whose upload an earlier run could not bring to its end, in the next run.
struct NextRun {
    const char* name;
    HttpAnswer answer;  // that ended the first run
    bool urlsEnded;
    const char* pages;  // that the job has now
    Strings calls;      // of the next run
    const char* states;
};

TEST_F(FaxSenderTest, GoesOnWhereAnEarlierRunStopped) {
    const std::vector<NextRun> table{
        {"to the same place", kBusy, false, "the pages", {"/store/101/1"}, "111 sent"},
        {"to a new place", kBusy, true, "the pages", {"111", "/store/103/1"}, "111 sent"},
        {"other bytes, of which nothing is there",
         kBusy,
         false,
         "the others",
         {"111", "/store/105/1"},
         "111 sent"},
        {"perhaps there, the same place", kBroken, false, "the pages", {"/store/106/1"}, "111 sent"},
        {"perhaps there, and the place is gone", kBroken, true, "the pages", {}, "111 in-doubt"},
        {"perhaps there, and now other bytes", kBroken, false, "the others", {}, "111 in-doubt"},
    };
    int id = 100;
    for (const NextRun& each : table) {
        SCOPED_TRACE(each.name);
        interrupt("/store/" + std::to_string(++id) + "/1", each.answer);
        EXPECT_THROW(send({"111"}), UploadFailed);
        EXPECT_EQ(states(), each.answer.status == 429 ? "111 created" : "111 uploading");
        if (each.urlsEnded) {
            endUrls(0);
        }
        mend();
        newCalls();
        const bool isInDoubt = each.calls.empty();
        try {
            EXPECT_EQ(send({"111"}, {each.pages}).substr(0, 17), "Sent to 111 (fax ");
            EXPECT_FALSE(isInDoubt);
        } catch (const InDoubt&) {
            EXPECT_TRUE(isInDoubt);
        }
        EXPECT_EQ(newCalls(), each.calls);
        EXPECT_EQ(states(), each.states);
        id += each.calls.size() > 1 ? 1 : 0;
        forgetAll();
    }
}

TEST_F(FaxSenderTest, GoesOnWithWhatBrokeOffBeforeAnythingNewIsCreated) {
    settings_.maxRecipients = 1;
    interrupt("/store/102/1", kBroken);
    EXPECT_THROW(send({"111", "222", "333"}), UploadFailed);
    EXPECT_EQ(states(), "111 sent, 222 uploading, 333 created");
    mend();
    newCalls();
    EXPECT_EQ(send({"111", "222", "333", "444"}), "Sent to 111, 222, 333, 444 (fax 101, 102, 103, 104).");
    EXPECT_EQ(newCalls(), (Strings{"/store/102/1", "444", "/store/103/1", "/store/104/1"}));
}

TEST_F(FaxSenderTest, ForgetsWhatWaitsForSomebodyWhoIsNoLongerToGetIt) {
    settings_.maxRecipients = 1;
    interrupt("/store/101/1", kBusy);
    EXPECT_THROW(send({"111", "222"}), UploadFailed);
    EXPECT_EQ(states(), "111 created, 222 created");
    mend();
    newCalls();
    EXPECT_EQ(send({"222"}), "Sent to 222 (fax 102).");
    EXPECT_EQ(newCalls(), (Strings{"/store/102/1"}));
    EXPECT_EQ(states(), "222 sent");
}

TEST_F(FaxSenderTest, RefusesOtherPagesForSomebodyWhoHasSome) {
    send({"111"}, {"one", "two"});
    newCalls();
    FaxFiles other = files({"one"});
    expectJobError(JobEnd::kHeld, "nothing more was sent", [&] {
        sender().send(job_, "", {{recipients({"111"}), 1, 1, {}, "cd"}}, other);
    });
    EXPECT_TRUE(newCalls().empty());
}

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
