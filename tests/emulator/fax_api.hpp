// FaxApi: the calls of the PBX, oauth/token.php and Create Faxes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// POST /oauth/token.php gives an access token to the App whose key and secret the settings have; its errors
// are those of RFC 6749, section 5.2. POST /uapi/faxes/USER/EXTENSION (a slash may follow) takes a fax and
// gives a presigned upload URL for each file. Everything else under /uapi is answered with 501
// request_not_implemented.
#pragma once

#include <string>

#include "tests/emulator/emulator_state.hpp"
#include "tests/emulator/http_message.hpp"

namespace voipnow::emulator {

class FaxApi {
  public:
    // `storeAddress` is the HOST:PORT that upload URLs have. `state` must outlive this object.
    FaxApi(EmulatorState& state, std::string storeAddress)
        : state_(state), storeAddress_(std::move(storeAddress)) {}

    HttpAnswer answer(HttpExchange& exchange) const;

  private:
    HttpAnswer undatedAnswer(HttpExchange& exchange) const;
    HttpAnswer token(HttpExchange& exchange) const;
    HttpAnswer create(HttpExchange& exchange) const;
    Fax createFax(const HttpHead& head, const std::string& body) const;
    bool isAuthorized(const HttpHead& head, const Settings& settings) const;
    std::string createdFax(const HttpHead& head, const Fax& fax) const;
    void writeUpload(JsonWriter& json, const HttpHead& head, const Fax& fax, std::size_t index) const;

    EmulatorState& state_;
    std::string storeAddress_;
};

}  // namespace voipnow::emulator
