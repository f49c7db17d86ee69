// Does a piece of work several times over, a few at the same time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace voipnow {

// Calls work(0) to work(count - 1), about in this order, from up to `threads` threads; with one of either from the
// calling thread. After the first exception no further call begins; when those under way have come to their end, it is
// thrown here.
void inParallel(std::size_t threads, std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace voipnow
