// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_logo.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "backend/job_error.hpp"
#include "filters/cover_file.hpp"

namespace voipnow {
namespace {

constexpr std::string_view kPngMark("\x89PNG\r\n\x1a\n", 8);
constexpr std::size_t kWidthAt = 16;  // in the first chunk, which is always IHDR
constexpr std::size_t kHeightAt = 20;
constexpr std::size_t kHeadSize = 24;

std::uint32_t bigEndianAt(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (const char each : bytes.substr(at, sizeof number)) {
        number = number << 8 | static_cast<std::uint8_t>(each);
    }
    return number;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw JobError(JobEnd::kHeld, "The logo " + file.string() + ' ' + why +
                                      ". Put another picture in its place, then release the job.");
}

cairo_status_t readPart(void* from, unsigned char* to, unsigned length) {
    auto& rest = *static_cast<std::string_view*>(from);
    if (rest.size() < length) {
        return CAIRO_STATUS_READ_ERROR;
    }
    std::memcpy(to, rest.data(), length);
    rest.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

DrawingSurface readCoverLogo(const std::filesystem::path& file) {
    const std::string bytes = readCoverFile(file, kLargestLogo, "The logo");
    std::string_view rest = bytes;
    if (rest.size() < kHeadSize || !rest.starts_with(kPngMark)) {
        refuse(file, "is no PNG file");
    }
    const std::uint32_t width = bigEndianAt(rest, kWidthAt);
    const std::uint32_t height = bigEndianAt(rest, kHeightAt);
    if (std::max(width, height) > kWidestLogo) {
        refuse(file, "has " + std::to_string(width) + " x " + std::to_string(height) + " pixels, and " +
                         std::to_string(kWidestLogo) + " each way are possible");
    }
    DrawingSurface logo(cairo_image_surface_create_from_png_stream(&readPart, &rest));
    if (cairo_surface_status(logo.get()) != CAIRO_STATUS_SUCCESS ||
        cairo_image_surface_get_width(logo.get()) < 1 || cairo_image_surface_get_height(logo.get()) < 1) {
        refuse(file, std::string("is a broken PNG file (") +
                         cairo_status_to_string(cairo_surface_status(logo.get())) + ')');
    }
    return logo;
}

}  // namespace voipnow
