// Uploads a file to the presigned URL that the service gave for it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The URL is an S3-style presigned PUT: only its signature gives the right, and only the headers that the
// service named may go along. Putting the same bytes to the same URL again replaces the object and does no
// harm; so a failed upload may be repeated to the same URL as long as that lives.
#pragma once

#include <cstdint>
#include <string>

#include "backend/fax_service.hpp"
#include "backend/https_client.hpp"
#include "backend/temporary_file.hpp"
#include "backend/upload_hosts.hpp"

namespace voipnow {

// An upload that did not succeed. mayHaveArrived() as for NoAnswer: whether the store may have the file all
// the same.
using UploadFailed = NoAnswer;

// The store says that the URL has ended: of this try, nothing has arrived.
class UrlEnded : public UploadFailed {
  public:
    explicit UrlEnded(const std::string& sentence) : UploadFailed(sentence, false) {}
};

// The store refuses the signed request, and would again: of this try, nothing has arrived.
class PagesRefused : public JobError {
  public:
    explicit PagesRefused(const std::string& sentence) : JobError(JobEnd::kHeld, sentence) {}
};

// When the URL stops working, in seconds since 1970 by our clock: X-Amz-Date plus X-Amz-Expires; where these are
// missing, `created` plus ten minutes ("typically", says the specification). Where X-Amz-Date is not about `created`,
// the time of the answer by our clock, the clocks differ, and it is `created` plus X-Amz-Expires.
std::int64_t endOfUrl(const std::string& url, std::int64_t created);

class PresignedUploader {
  public:
    // Both must outlive this object.
    PresignedUploader(const HttpsClient& client, const UploadHosts& hosts) : client_(client), hosts_(hosts) {}

    // Returns when the store has acknowledged the whole file. Throws UploadFailed when it did not work this time;
    // PagesRefused, or JobError kHeld for a host that uploads may not go to, when it cannot work. Threads may upload
    // at the same time. `progress` as for HttpsClient::put.
    void upload(const PresignedUpload& target, const TemporaryFile& file,
                const HttpsClient::Progress& progress = nullptr) const;

  private:
    const HttpsClient& client_;
    const UploadHosts& hosts_;
};

}  // namespace voipnow
