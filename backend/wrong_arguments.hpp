// WrongArguments: what a command was told cannot be understood.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

namespace voipnow {

// what() is a sentence without its full stop.
class WrongArguments : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace voipnow
