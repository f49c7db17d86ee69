// FaxService: Create Faxes of the Faxes Service (UnifiedAPI v5).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A create tells the service recipients and files; it answers with the fax's ids and, for each file, a
// presigned URL to upload it to. Sending begins when the files are there: a create whose files are never
// uploaded sends nothing, so a create may be repeated. (The specification says "Clients must upload the
// actual file content"; that nothing is sent before is how we read it.)
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/credentials.hpp"
#include "backend/device_uri.hpp"
#include "backend/https_client.hpp"

namespace voipnow {

struct FileToSend {
    std::string uploadIdentifier;  // "doc001": ours, to tell the files of one create apart
    std::string name;              // "letter.pdf"
    std::uint64_t size = 0;        // bytes, exactly as they will be uploaded
};

struct PresignedUpload {
    std::string url;  // https
    std::vector<std::string>
        headers;  // whole lines, as the service wrote names and values; no others are sent
};

struct CreatedFax {
    std::string id;                        // the service's number of the fax, as it wrote it
    std::string uid;                       // names the fax on the vendor's public page; may be empty
    std::vector<PresignedUpload> uploads;  // one for each file, in order
};

class FaxService {
  public:
    // All three must outlive this object. Threads may create faxes at the same time.
    FaxService(const DeviceUri& device, const HttpsClient& client, Credentials& credentials)
        : device_(device), client_(client), credentials_(credentials) {}

    // Throws JobError as backend/service_errors.hpp says for a refusal, kHeld for an answer that cannot be
    // used, and NoAnswer. Nothing has been sent in any of these cases.
    CreatedFax create(const std::vector<std::string>& recipients, const std::vector<FileToSend>& files);

    // What the service says of a fax of no file to nobody, which it cannot send: whether it takes the credentials, the
    // user and the extension for one, as far as it tells. Throws as create() does when it does not take them. False when
    // it does not tell; `words` are its own.
    bool wouldFax(std::string& words);

  private:
    HttpsAnswer posted(const std::string& body);

    const DeviceUri& device_;
    const HttpsClient& client_;
    Credentials& credentials_;
};

// The JSON body of a create.
std::string createRequest(const std::vector<std::string>& recipients, const std::vector<FileToSend>& files);

// Reads the answer 200 of a create for `files`. Refuses (JobError kHeld) what a request could not be made
// from or should not: no id, another number of files, other sizes, a URL that is not https, names and values
// that are no header. A number among the header values stays as the service spelt it.
CreatedFax parseCreated(const std::string& body, const std::vector<FileToSend>& files);

}  // namespace voipnow
