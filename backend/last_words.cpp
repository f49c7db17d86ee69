// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/last_words.hpp"

#include "backend/printable.hpp"

namespace voipnow {

std::string joined(const std::string& sentence, const std::string& remarks) {
    return remarks.empty() || sentence.empty() ? sentence + remarks : sentence + ' ' + remarks;
}

std::string lastWords(const JobError& error, const std::string& remarks) {
    const std::string said = joined(error.what(), remarks);
    std::string_view wayOn;
    if (error.end() == JobEnd::kQueueStopped) {
        wayOn = kPrinterGoesOn;
    } else if (error.end() == JobEnd::kHeld && error.waits() == Waits::kUntilItIsMended) {
        wayOn = kJobGoesOn;
    }
    return wayOn.empty() ? said
                         : printable(said, kLongestMessage - wayOn.size() - 1) + ' ' + std::string(wayOn);
}

void tellEnd(const JobError& error, CupsMessages& messages) {
    if (error.end() == JobEnd::kQueueStopped) {
        messages.settingsWrong();
    }
    messages.error(lastWords(error, messages.remarks()));
}

bool isWaitingForMending(std::string_view message) {
    return message.ends_with(kPrinterGoesOn) || message.ends_with(kJobGoesOn);
}

}  // namespace voipnow
