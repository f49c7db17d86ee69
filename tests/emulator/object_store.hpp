// ObjectStore: takes the files of faxes at presigned URLs, as strictly as AWS S3 does.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only objects are /faxout/<uid of a fax>/<number of the file>. A PUT is stored when its URL is valid
// (presigned_url.hpp), it says its length, all of its bytes arrive, and they are as many as the fax was
// created with. Errors have S3's status, code and XML body. Source: "Error Responses" of the Amazon S3 API
// reference.
#pragma once

#include "tests/emulator/emulator_state.hpp"
#include "tests/emulator/http_message.hpp"

namespace voipnow::emulator {

class ObjectStore {
  public:
    // `state` must outlive this object.
    explicit ObjectStore(EmulatorState& state) : state_(state) {}

    HttpAnswer answer(HttpExchange& exchange) const;

  private:
    HttpAnswer put(HttpExchange& exchange) const;

    EmulatorState& state_;
};

}  // namespace voipnow::emulator
