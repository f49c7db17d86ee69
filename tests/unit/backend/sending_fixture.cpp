// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/backend/sending_fixture.hpp"

#include <span>

namespace voipnow {

PrintJob SendingTest::job() {
    PrintJob print;
    print.uuid = "urn:uuid:a";
    print.number = 12;
    print.user = "anna";
    print.title = "Letter";
    print.printer = "Fax";
    return print;
}

std::vector<Recipient> SendingTest::recipients(const std::vector<std::string>& numbers) {
    std::vector<Recipient> made;
    made.reserve(numbers.size());
    for (const std::string& number : numbers) {
        made.push_back({number});
    }
    return made;
}

Settings SendingTest::settings() const {
    Settings made;
    made.stateDir = scratch_.path();
    made.token = "t0ken";
    made.retryFor = std::chrono::seconds(20);
    return made;
}

ReceivedDocument SendingTest::document(const std::string& bytes, int pages) const {
    ReceivedDocument made{"Letter", pages, TemporaryFile(scratch_.path())};
    made.pdf.write(std::as_bytes(std::span(bytes)));
    made.pdf.rewind();
    return made;
}

FaxFiles SendingTest::files(const std::vector<std::string>& documents) const {
    std::vector<ReceivedDocument> made;
    made.reserve(documents.size());
    for (const std::string& bytes : documents) {
        made.push_back(document(bytes));
    }
    return {std::move(made), false, scratch_.path(), [](const PlannedFax&) { return std::nullopt; }};
}

std::string SendingTest::states() const {
    std::string all;
    for (const JobEntry& entry : JournalReader(scratch_.path()).jobs()) {
        for (const FaxEntry& fax : entry.faxes) {
            all += all.empty() ? "" : ", ";
            for (const Recipient& recipient : fax.recipients) {
                all += recipient.number + ' ';
            }
            all += nameOf(fax.state);
        }
    }
    return all;
}

void SendingTest::forgetAll() {
    std::vector<std::int64_t> keys;
    for (const FaxEntry& fax : journal_.faxesOf(job_.uuid)) {
        keys.push_back(fax.key);
    }
    journal_.prepare(job_.uuid, keys, {});
}

}  // namespace voipnow
