// FaxRequest: the body of Create Faxes, read as strictly as the service may.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes {"recipients":["7778888"],"files":[{"uploadIdentifier":"doc001","name":"document.pdf","size":1048576,
// "contentType":"application/pdf"}]}. Refuses with the published error codes, by throwing ApiError: wrong
// types, numbers that cannot be dialled, files whose name and content type are not of one of the four kinds,
// sizes and counts over the limits. Members that the specification does not have are passed over and noted.
// Rules: the specification of the Faxes Service, and the limits that an administrator of the PBX sets.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/emulator/faxbox.hpp"
#include "tests/emulator/settings.hpp"

namespace voipnow::emulator {

class ApiError : public std::runtime_error {
  public:
    ApiError(int status, std::string code, const std::string& message)
        : std::runtime_error(message), status_(status), code_(std::move(code)) {}

    int status() const { return status_; }
    const std::string& code() const { return code_; }

  private:
    int status_;
    std::string code_;
};

// Gives recipients, files and unknownMembers of a fax. No recipients at all are no error: there is nothing to
// send.
Fax parseFaxRequest(std::string_view body, const Settings& settings);

}  // namespace voipnow::emulator
