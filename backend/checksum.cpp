// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checksum.hpp"

#include <glib.h>

#include <array>
#include <memory>

namespace voipnow {

std::string sha256Of(TemporaryFile& file) {
    const std::unique_ptr<GChecksum, decltype(&g_checksum_free)> checksum(g_checksum_new(G_CHECKSUM_SHA256),
                                                                          &g_checksum_free);
    file.rewind();
    std::array<guchar, 1 << 16> part{};
    for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), file.stream())) > 0;) {
        g_checksum_update(checksum.get(), part.data(), static_cast<gssize>(got));
    }
    return g_checksum_get_string(checksum.get());
}

std::string sha256Of(const std::string& text) {
    const std::unique_ptr<char, decltype(&g_free)> checksum(
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(text.data()),
                                    text.size()),
        &g_free);
    return checksum.get();
}

}  // namespace voipnow
