// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_notice.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

OwnJob own(const std::string& state, const std::string& stateReason, const std::string& message) {
    OwnJob job;
    job.job.uuid = "urn:uuid:a";
    job.job.number = 12;
    job.job.printer = "Fax";
    job.job.title = "Letter\n";
    job.job.reason = message;
    job.state = state;
    job.stateReason = stateReason;
    return job;
}

constexpr const char* kHold = "job-hold-until-specified";
constexpr const char* kStop = "processing-to-stop-point";
constexpr const char* kLater = "resources-are-not-ready";

struct Row {
    const char* what;
    std::optional<OwnJob> before;
    OwnJob now;
    std::string title;  // empty: nothing is said
};

TEST(FaxNotice, SaysWhatTheUserHasToKnowAndNoMore) {
    const OwnJob processing = own("processing", "job-printing", "Sending to 111.");
    const OwnJob held = own("held", kHold, "No number.");
    const std::vector<Row> table{
        {"sent", processing, own("completed", kStop, "Sent to 111 (fax 262)."), "Fax sent"},
        {"sent between two looks", std::nullopt, own("completed", kStop, "Sent to 111."), "Fax sent"},
        {"its backend was killed", processing, own("completed", kStop, "Sending 1 page to 111."), ""},
        {"went on after that", own("completed", kStop, "Sending 1 page to 111."),
         own("completed", kStop, "Sent to 111 (fax 262)."), "Fax sent"},
        {"printed once more", processing, own("completed", kStop, "Nothing is sent again: …"), "Fax sent"},
        {"nothing happened", held, held, ""},
        {"held", processing, held, "Fax held"},
        {"held between two looks", own("pending", "none", ""), held, "Fax held"},
        {"held again for the same reason", processing, held, "Fax held"},
        {"put on hold by its user when printed", std::nullopt, own("held", kHold, ""), ""},
        {"on its way", held, processing, ""},
        {"tried again later", processing, own("held", kLater, "The service does not answer."), ""},
        {"its printer was stopped", processing, own("pending", "printer-stopped", "No credentials."),
         "Fax waits: its printer was stopped"},
        {"waits behind it", std::nullopt, own("pending", "printer-stopped", ""), ""},
        {"given up", processing, own("canceled", kStop, "The document is empty."), "Fax not sent"},
        {"given up by CUPS", processing, own("aborted", kStop, "No filter."), "Fax not sent"},
        {"canceled while it was sent", processing, own("canceled", kStop, "Canceled; nothing had been sent."),
         ""},
        {"canceled while it was held", held, own("canceled", kStop, "No number."), ""},
        {"canceled before it ran", own("pending", "none", ""), own("canceled", kStop, ""), ""},
        {"other words of an old job", own("completed", kStop, "Sent to 1."),
         own("completed", kStop, "Sent to 12."), ""},
        {"printed again", own("completed", kStop, "Sent to 1."),
         own("processing", "job-printing", "Sent to 1."), ""},
    };
    for (const Row& row : table) {
        const auto notice = noticeOf(row.before ? &*row.before : nullptr, row.now);
        EXPECT_EQ(notice ? notice->title : "", row.title) << row.what;
    }
}

TEST(FaxNotice, NamesTheJobAndSaysWhatTheBackendSays) {
    const auto notice = noticeOf(nullptr, own("held", kHold, "No number.\nGive it."));
    ASSERT_TRUE(notice);
    EXPECT_EQ(notice->text, "Letter  (Fax-12): No number. Give it.");
    EXPECT_TRUE(notice->needsUser);
    EXPECT_FALSE(noticeOf(nullptr, own("completed", kStop, "Sent to 1."))->needsUser);
}

}  // namespace
}  // namespace voipnow
