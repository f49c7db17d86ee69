// WrongArguments: words behind a subcommand that cannot be understood.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

namespace voipnow {

// what() says it as a sentence.
class WrongArguments : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace voipnow
