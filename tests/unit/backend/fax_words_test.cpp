// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_words.hpp"

#include <gtest/gtest.h>
#include <time.h>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

FaxEntry doubtful(const std::string& id) {
    FaxEntry fax;
    fax.state = FaxState::kInDoubt;
    fax.serviceId = id;
    fax.recipients = {{"5550100", "First Bank"}};
    fax.pages = 2;
    fax.started = 1'768'299'300;
    return fax;
}

TEST(FaxWords, Count) {
    EXPECT_EQ(pagesInWords(3, 1), "page 3");
    EXPECT_EQ(pagesInWords(3, 2), "pages 3 to 4");
    EXPECT_EQ(counted(1, "fax"), "1 fax");
    EXPECT_EQ(counted(2, "fax"), "2 faxes");
    EXPECT_EQ(counted(0, "page"), "0 pages");
}

TEST(FaxWords, SayWhatIsInDoubtAndTheWayOn) {
    const Environment zone("TZ", "UTC");
    ::tzset();
    EXPECT_EQ(doubtInWords({}, 12), "");
    EXPECT_EQ(doubtInWords({FaxEntry()}, 12), "");
    EXPECT_EQ(
        doubtInWords({FaxEntry(), doubtful("262")}, 12),
        "The service may have accepted fax 262 to First Bank 5550100 (pages 1 to 2) at 10:15. Look at its "
        "list of sent faxes. To send it again: voipnow-fax resend 12.");
    const std::string many = doubtInWords(std::vector<FaxEntry>(7, doubtful("1")), 12);
    EXPECT_NE(many.find(" and 2 more (voipnow-fax show 12)"), std::string::npos) << many;
    EXPECT_NE(many.find("send them again"), std::string::npos) << many;
}

}  // namespace
}  // namespace voipnow
