// Inbox: the page that shows received faxes, their pictures, and the JSON interface for tests.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plain HTTP on loopback:
//   GET  /                                   the page
//   GET  /faxes/ID/FILE/PAGE.png             a page, pixel by pixel (not square!); FILE and PAGE count from 1
//   GET  /faxes/ID/FILE/PAGE-small.png       the page as a thumbnail in the proportion of the paper
//   GET  /faxes/ID/FILE.pdf                  a received PDF
//   GET  /api/faxes                          {"faxes":[…]}, see fax_json.hpp. Waits until what was sent is measured;
//                                            with ?measured=no it does not, and `seconds` may be null; with ?from=ID
//                                            only faxes with this id or a later one
//   GET  /api/wait?faxes=N&seconds=S         the same as soon as N faxes are sent; status 504 when they are not in time
//   GET  /api/changes?since=R&seconds=S      {"revision":R} as soon as anything is other than at revision R
//   GET  /api/requests                       {"requests":[…]}, what API and store were asked
//   GET  /api/settings, POST /api/settings   see settings.hpp
//   GET  /api/faults, POST, DELETE           see fault.hpp
//   POST /api/revoke-tokens
//   POST /api/reset                          forgets faxes, requests, faults and settings
// A wrong value is answered with 400 and {"error":"a sentence"}.
// Only requests that name this server itself are answered, so that no web page elsewhere can reach it through
// the user's browser.
#pragma once

#include <cstdint>
#include <string>

#include "tests/emulator/emulator_state.hpp"
#include "tests/emulator/http_message.hpp"
#include "tests/emulator/page_pictures.hpp"

namespace voipnow::emulator {

class Inbox {
  public:
    // `state` must outlive this object. `port` is the one that it is reached at.
    Inbox(EmulatorState& state, int port)
        : state_(state), port_(std::to_string(port)), pictures_(state.documents) {}

    HttpAnswer answer(HttpExchange& exchange);

  private:
    using Route = HttpAnswer (Inbox::*)(HttpExchange&);
    static Route routeFor(const std::string& method, const std::string& path);
    bool comesFromHere(const HttpHead& head) const;

    HttpAnswer page(HttpExchange& exchange);
    HttpAnswer file(HttpExchange& exchange);
    HttpAnswer faxes(HttpExchange& exchange);
    HttpAnswer wait(HttpExchange& exchange);
    HttpAnswer changes(HttpExchange& exchange);
    HttpAnswer requests(HttpExchange& exchange);
    HttpAnswer settings(HttpExchange& exchange);
    HttpAnswer changeSettings(HttpExchange& exchange);
    HttpAnswer faults(HttpExchange& exchange);
    HttpAnswer addFault(HttpExchange& exchange);
    HttpAnswer clearFaults(HttpExchange& exchange);
    HttpAnswer revokeTokens(HttpExchange& exchange);
    HttpAnswer reset(HttpExchange& exchange);

    std::string faxesJson(bool measured, std::uint64_t from = 0);

    EmulatorState& state_;
    std::string port_;
    PagePictures pictures_;
};

}  // namespace voipnow::emulator
