// SendingTest: what the classes need that send a job: a service, a journal in which the job began, a document.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "backend/credentials.hpp"
#include "backend/cups_messages.hpp"
#include "backend/fax_files.hpp"
#include "backend/fax_service.hpp"
#include "backend/journal.hpp"
#include "backend/journal_reader.hpp"
#include "backend/presigned_upload.hpp"
#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/backend/scripted_service.hpp"

namespace voipnow {

class SendingTest : public ::testing::Test {
  protected:
    SendingTest() { journal_.begin(job_, device_); }

    static PrintJob job();
    static std::vector<Recipient> recipients(const std::vector<std::string>& numbers);

    ReceivedDocument document(const std::string& bytes, int pages = 1) const;
    // Each document is a file of the one fax that has all pages.
    FaxFiles files(const std::vector<std::string>& documents) const;

    // "111 222 created, 333 sent" as another process reads it in the journal now.
    std::string states() const;
    // So that one test can send the job several times from the start.
    void forgetAll();

    const ScratchFolder scratch_;
    ScriptedService service_;
    const DeviceUri device_ = parseDeviceUri("voipnow://" + service_.address() + "/@me/0003*210");
    Settings settings_ = settings();
    const HttpsClient client_{{service_.authorities(), "", std::chrono::seconds(10)}};
    Credentials credentials_{settings_, device_, client_};
    FaxService faxService_{device_, client_, credentials_};
    const UploadHosts hosts_{{"127.0.0.1"}};
    const PresignedUploader uploader_{client_, hosts_};
    std::ostringstream said_;  // to cupsd
    CupsMessages messages_{said_};
    Journal journal_{scratch_.path()};
    const PrintJob job_ = job();

  private:
    Settings settings() const;
};

}  // namespace voipnow
