// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_uploads.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

#include "backend/checksum.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/sending_fixture.hpp"

namespace voipnow {
namespace {

using emulator::HttpAnswer;
using Strings = std::vector<std::string>;

HttpAnswer busy() {  // nothing was stored
    return {429, "", "", {}};
}
HttpAnswer broken() {  // perhaps it was
    return {503, "", "", {}};
}
HttpAnswer expired() {
    return storeError(403, "AccessDenied", "Request has expired");
}
HttpAnswer forbidden() {
    return storeError(403, "SignatureDoesNotMatch", "m");
}

// A place where threads wait for each other, but not for ever.
class MeetingPlace {
  public:
    explicit MeetingPlace(int expected) : expected_(expected) {}

    // False when the others do not come.
    bool arriveAndWait() {
        std::unique_lock turn(mutex_);
        ++arrived_;
        changed_.notify_all();
        return changed_.wait_for(turn, std::chrono::seconds(20), [this] { return arrived_ >= expected_; });
    }

  private:
    const int expected_;
    std::mutex mutex_;
    std::condition_variable changed_;
    int arrived_ = 0;
};

class FaxUploadsTest : public SendingTest {
  protected:
    FaxUploadsTest() { settings_.parallelUploads = 1; }

    // Faxes that are created in the journal, one for each number, with the ids 1, 2, …
    std::vector<FaxBatch> created(const Strings& numbers, std::int64_t ends = kFarOff) {
        std::vector<FaxBatch> batches;
        for (const std::string& number : numbers) {
            const std::string id = std::to_string(batches.size() + 1);
            const std::int64_t key =
                journal_.prepare(job_.uuid, {}, {{recipients({number}), 1, 1, "ab"}}).at(0);
            std::vector<UploadEntry> uploads;
            for (std::size_t i = 0; i < documents_.size(); ++i) {
                const std::string path = "/store/" + id + '/' + std::to_string(i + 1);
                uploads.push_back({{service_.urlFor(path), {}},
                                   ends,
                                   sha256Of(documents_[i]),
                                   documents_[i].size(),
                                   false});
            }
            journal_.setCreated(key, {id, "", {}}, uploads);
            batches.push_back({key, 0, recipients({number}), false});
        }
        return batches;
    }
    void upload(const std::vector<FaxBatch>& faxes) {
        const PlannedFax whole{recipients({"111"}), 1, static_cast<int>(documents_.size()), {}, "ab"};
        FaxPart part{&whole, {}, {}};
        for (const std::string& bytes : documents_) {
            part.announced.push_back({"doc", "a.pdf", bytes.size()});
            part.sha256.push_back(sha256Of(announcedOtherwise_ ? "other" : bytes));
        }
        const Retries retries(settings_.retryFor, messages_);
        FaxCreates creates(journal_, faxService_, retries, messages_);
        FaxFiles made = files(documents_);
        Handover handover(faxes, {part}, {}, messages_);
        FaxUploads(settings_.parallelUploads, journal_, uploader_, creates, retries, messages_)
            .all(faxes, {part}, made, handover);
    }
    // The answers to the first uploads, one after the other; then all go well.
    void answer(const std::vector<HttpAnswer>& answers) {
        service_.onUpload = [answers,
                             turn = std::size_t{0}](const UploadCall&) mutable -> ScriptedService::Answer {
            return turn < answers.size() ? std::optional(answers[turn++]) : std::nullopt;
        };
    }

    static constexpr std::int64_t kFarOff = 4'000'000'000;
    static constexpr std::int64_t kLongAgo = 1'000'000'000;

    Strings documents_{"the pages"};
    bool announcedOtherwise_ = false;
};

TEST_F(FaxUploadsTest, BringsEachFaxToItsPlaceOnce) {
    const std::vector<FaxBatch> faxes = created({"111", "222", "333"});
    upload(faxes);
    EXPECT_EQ(service_.calls(), (Strings{"/store/1/1", "/store/2/1", "/store/3/1"}));
    EXPECT_EQ(service_.stored().at("/store/3/1"), "the pages");
    EXPECT_EQ(states(), "111 sent, 222 sent, 333 sent");
    EXPECT_NE(said_.str().find("INFO: Sending fax 2 of 3 to 222.\n"), std::string::npos);
    EXPECT_NE(said_.str().find("job-media-progress=100"), std::string::npos);
    for (const UploadEntry& each : journal_.uploadsOf(faxes[0].key)) {
        EXPECT_EQ(each.target.url, "");
    }
}

TEST_F(FaxUploadsTest, TheJournalSaysSoBeforeEachUploadBegins) {
    Strings seen;
    service_.onUpload = [&](const UploadCall&) {
        seen.push_back(states());
        return std::nullopt;
    };
    upload(created({"111", "222"}));
    EXPECT_EQ(seen, (Strings{"111 uploading, 222 created", "111 sent, 222 uploading"}));
}

TEST_F(FaxUploadsTest, TheJournalKnowsWhichFilesOfAFaxAreThere) {
    documents_ = {"one", "two", "three"};
    const std::vector<FaxBatch> faxes = created({"111"});
    std::vector<std::vector<bool>> seen;
    service_.onUpload = [&](const UploadCall&) {
        std::vector<bool> done;
        for (const UploadEntry& each : Journal(scratch_.path()).uploadsOf(faxes[0].key)) {
            done.push_back(each.isDone);
        }
        seen.push_back(done);
        return std::nullopt;
    };
    upload(faxes);
    EXPECT_EQ(seen, (std::vector<std::vector<bool>>{
                        {false, false, false}, {true, false, false}, {true, true, false}}));
    EXPECT_EQ(service_.stored(), (std::map<std::string, std::string>{
                                     {"/store/1/1", "one"}, {"/store/1/2", "two"}, {"/store/1/3", "three"}}));
    EXPECT_EQ(states(), "111 sent");
}

TEST_F(FaxUploadsTest, GoesOnBehindTheFilesThatAreThere) {
    documents_ = {"one", "two"};
    const std::vector<FaxBatch> faxes = created({"111"});
    journal_.setUploaded(faxes[0].key, 0);
    upload(faxes);
    EXPECT_EQ(service_.calls(), (Strings{"/store/1/2"}));
    EXPECT_EQ(states(), "111 sent");
}

TEST_F(FaxUploadsTest, HasSoManyOnTheirWayAtTheSameTimeAndNoMore) {
    settings_.parallelUploads = 3;
    MeetingPlace first(3);
    std::atomic<int> now{0};
    std::atomic<int> most{0};
    std::atomic<bool> allMet{true};
    service_.onUpload = [&](const UploadCall&) {
        const int here = ++now;
        for (int before = most; before < here && !most.compare_exchange_weak(before, here);) {
        }
        allMet = first.arriveAndWait() && allMet;
        --now;
        return std::nullopt;
    };
    Strings numbers;
    for (int i = 100; i < 130; ++i) {
        numbers.push_back(std::to_string(i));
    }
    upload(created(numbers));
    EXPECT_TRUE(allMet);
    EXPECT_EQ(most, 3);
    EXPECT_EQ(service_.stored().size(), 30U);
    EXPECT_EQ(service_.calls().size(), 30U);
}

TEST_F(FaxUploadsTest, OneThatFailsDoesNotHideThatOthersAreSent) {
    settings_.parallelUploads = 4;
    MeetingPlace all(4);
    service_.onUpload = [&](const UploadCall& call) -> ScriptedService::Answer {
        all.arriveAndWait();
        return call.path == "/store/2/1" ? std::optional(forbidden()) : std::nullopt;
    };
    const std::vector<FaxBatch> faxes = created({"111", "222", "333", "444"});
    expectJobError(JobEnd::kHeld, "SignatureDoesNotMatch", [&] { upload(faxes); });
    EXPECT_EQ(states(), "111 sent, 222 created, 333 sent, 444 sent");
    EXPECT_NE(journal_.faxesOf(job_.uuid)[1].words.find("SignatureDoesNotMatch"), std::string::npos);
}

TEST_F(FaxUploadsTest, BeginsNothingMoreWhenTheStoreRefuses) {
    answer({forbidden()});
    const std::vector<FaxBatch> faxes = created({"111", "222", "333"});
    EXPECT_THROW(upload(faxes), PagesRefused);
    EXPECT_EQ(service_.calls(), (Strings{"/store/1/1"}));
    EXPECT_EQ(states(), "111 created, 222 created, 333 created");
}

TEST_F(FaxUploadsTest, RepeatsTheSameBytesToTheSamePlace) {
    for (const HttpAnswer& failure :
         {busy(), broken(), storeError(400, "RequestTimeout", "m"), HttpAnswer{408, "", "", {}}}) {
        SCOPED_TRACE(failure.status);
        const std::size_t before = service_.calls().size();
        answer({failure});
        upload(created({"111"}));
        EXPECT_EQ(service_.calls().size(), before + 2);
        EXPECT_EQ(service_.stored(), (std::map<std::string, std::string>{{"/store/1/1", "the pages"}}));
        EXPECT_EQ(states(), "111 sent");
        EXPECT_EQ(journal_.faxesOf(job_.uuid)[0].attempts, 2);
        forgetAll();
    }
}

// Which answers come to the uploads of the first of two faxes, and what becomes of it. Its URL lives on by our clock, or
// has ended by it.
struct EndOfUrl {
    const char* name;
    std::vector<HttpAnswer> answers;
    std::int64_t ends;
    bool mayHaveArrived;  // of an earlier run
    Strings calls;        // of the first fax
    const char* state;
};

TEST_F(FaxUploadsTest, AsksForANewPlaceOnlyWhereNothingCanHaveArrived) {
    const std::vector<EndOfUrl> table{
        {"has ended", {expired()}, kFarOff, false, {"/store/1/1", "111", "/store/101/1"}, "sent"},
        {"busy, then has ended",
         {busy(), expired()},
         kFarOff,
         false,
         {"/store/1/1", "/store/1/1", "111", "/store/102/1"},
         "sent"},
        {"busy, and our clock says that it has ended",
         {busy()},
         kLongAgo,
         false,
         {"/store/1/1", "111", "/store/103/1"},
         "sent"},
        {"ended twice",
         {expired(), expired()},
         kFarOff,
         false,
         {"/store/1/1", "111", "/store/104/1", "111", "/store/105/1"},
         "sent"},
        {"broken, then has ended",
         {broken(), expired()},
         kFarOff,
         false,
         {"/store/1/1", "/store/1/1"},
         "in-doubt"},
        {"broken, then busy, then has ended",
         {broken(), busy(), expired()},
         kFarOff,
         false,
         {"/store/1/1", "/store/1/1", "/store/1/1"},
         "in-doubt"},
        {"broken, and our clock says that it has ended",
         {broken()},
         kLongAgo,
         false,
         {"/store/1/1"},
         "in-doubt"},
        {"broken, then refused",
         {broken(), forbidden()},
         kFarOff,
         false,
         {"/store/1/1", "/store/1/1"},
         "in-doubt"},
        {"an earlier run broke off, and it has ended",
         {expired()},
         kFarOff,
         true,
         {"/store/1/1"},
         "in-doubt"},
        {"an earlier run broke off, and it is refused",
         {forbidden()},
         kFarOff,
         true,
         {"/store/1/1"},
         "in-doubt"},
        {"an earlier run broke off, and it works",
         {busy()},
         kFarOff,
         true,
         {"/store/1/1", "/store/1/1"},
         "sent"},
    };
    for (const EndOfUrl& each : table) {
        SCOPED_TRACE(each.name);
        const std::size_t before = service_.calls().size();
        answer(each.answers);
        std::vector<FaxBatch> faxes = created({"111", "222"}, each.ends);
        faxes[0].mayHaveArrived = each.mayHaveArrived;
        upload(faxes);
        Strings calls = service_.calls();
        calls.erase(calls.begin(), calls.begin() + static_cast<std::ptrdiff_t>(before));
        Strings expected = each.calls;
        expected.emplace_back("/store/2/1");
        EXPECT_EQ(calls, expected);
        EXPECT_EQ(states(), "111 " + std::string(each.state) + ", 222 sent");
        forgetAll();
    }
}

TEST_F(FaxUploadsTest, AFaxWithAFileThatIsThereIsInDoubtWhenTheNextCannotFollow) {
    documents_ = {"one", "two"};
    service_.onUpload = [](const UploadCall& call) -> ScriptedService::Answer {
        return call.path == "/store/1/2" ? std::optional(expired()) : std::nullopt;
    };
    upload(created({"111", "222"}));
    EXPECT_EQ(states(), "111 in-doubt, 222 sent");
    EXPECT_EQ(service_.calls(), (Strings{"/store/1/1", "/store/1/2", "/store/2/1", "/store/2/2"}));
}

TEST_F(FaxUploadsTest, GivesUpWhenTheTimeForRetriesIsOver) {
    settings_.retryFor = std::chrono::seconds(1);
    struct Case {
        HttpAnswer answer;
        const char* state;
    };
    for (const Case& each : {Case{busy(), "created"}, Case{broken(), "uploading"}}) {
        SCOPED_TRACE(each.state);
        service_.onUpload = [&each](const UploadCall&) { return each.answer; };
        const std::vector<FaxBatch> faxes = created({"111", "222"});
        const auto began = std::chrono::steady_clock::now();
        EXPECT_THROW(upload(faxes), UploadFailed);
        EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
        EXPECT_EQ(states(), "111 " + std::string(each.state) + ", 222 created");
        EXPECT_GE(journal_.faxesOf(job_.uuid)[0].attempts, 2);
        forgetAll();
    }
}

TEST_F(FaxUploadsTest, GoesToNoHostThatIsNotListed) {
    const std::vector<FaxBatch> faxes = created({"111"});
    journal_.setCreated(faxes[0].key, {"1", "", {}},
                        {{{"https://evil.example.com/f", {}}, kFarOff, sha256Of(documents_[0]), 9, false}});
    expectJobError(JobEnd::kHeld, "evil.example.com", [&] { upload(faxes); });
    EXPECT_TRUE(service_.calls().empty());
    EXPECT_EQ(states(), "111 created");
}

TEST_F(FaxUploadsTest, SendsNothingElseThanWasAnnounced) {
    announcedOtherwise_ = true;
    const std::vector<FaxBatch> faxes = created({"111"});
    expectJobError(JobEnd::kRetriedLater, "The cover page was changed", [&] { upload(faxes); });
    EXPECT_TRUE(service_.calls().empty());
    EXPECT_EQ(states(), "111 created");
}

TEST_F(FaxUploadsTest, TellsOfManyFaxesInStepsOfTheBar) {
    Strings numbers;
    for (int i = 1000; i < 1200; ++i) {
        numbers.push_back(std::to_string(i));
    }
    settings_.parallelUploads = 4;
    upload(created(numbers));
    const std::string said = said_.str();
    std::size_t lines = 0;
    for (std::size_t at = said.find("INFO: Sending"); at != std::string::npos;
         at = said.find("INFO: Sending", at + 1)) {
        ++lines;
    }
    EXPECT_GE(lines, 40U);
    EXPECT_LE(lines, 51U);
    EXPECT_EQ(service_.stored().size(), 200U);
}

}  // namespace
}  // namespace voipnow
