// encoder_bench: how long our T.6 encoder takes for a page, and libtiff's for the same page.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages are A4 at 204 x 196 pixels an inch: text cut at one threshold, a picture as clustered dots
// all over the page, and noise. "bytes" is the size of the code.
#include <benchmark/benchmark.h>
#include <cairo.h>

#include <cmath>
#include <memory>
#include <numbers>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "filters/g4_encoder.hpp"
#include "tests/bench/libtiff_encoder.hpp"
#include "tests/unit/filters/drawn_page.hpp"

namespace voipnow {
namespace {

constexpr int kWidth = 1728;
constexpr int kHeight = 2156;

// A full page of 12 points, one and a half spaced, between margins of 2 cm.
BitPage textPage() {
    constexpr double kMargin = 160;
    constexpr double kSize = 34;
    const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
        cairo_image_surface_create(CAIRO_FORMAT_A8, kWidth, kHeight), &cairo_surface_destroy);
    const std::unique_ptr<cairo_t, void (*)(cairo_t*)> cairo(cairo_create(surface.get()), &cairo_destroy);
    cairo_select_font_face(cairo.get(), "serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo.get(), kSize);
    cairo_rectangle(cairo.get(), kMargin, kMargin, kWidth - 2 * kMargin, kHeight - 2 * kMargin);
    cairo_clip(cairo.get());
    const std::string words =
        "The quick brown fox jumps over the lazy dog, and 1,728 pixels make one scan line. ";
    for (double y = kMargin + kSize; y < kHeight - kMargin; y += 1.5 * kSize) {
        const auto shift = static_cast<std::size_t>(y) % words.size();
        cairo_move_to(cairo.get(), kMargin, y);
        cairo_show_text(cairo.get(), (words.substr(shift) + words + words).c_str());
    }
    cairo_surface_flush(surface.get());
    const unsigned char* ink = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    return drawnPage(kWidth, kHeight,
                     [=](std::size_t x, std::size_t y) { return ink[y * stride + x] > 127; });
}

// A picture of soft shapes as dots in cells of 8 pixels, turned by 45 degrees.
BitPage halftonePage() {
    return drawnPage(kWidth, kHeight, [](std::size_t column, std::size_t row) {
        constexpr double kTurn = 2 * std::numbers::pi;
        const auto x = static_cast<double>(column);
        const auto y = static_cast<double>(row);
        const double gray =
            0.5 + 0.25 * std::sin(x / 150 + std::sin(y / 210)) + 0.2 * std::sin(y / 90 - x / 300);
        const double dot = 0.5 + 0.25 * (std::cos((x + y) * kTurn / 8) + std::cos((x - y) * kTurn / 8));
        return gray < dot;
    });
}

BitPage noisePage() {
    std::mt19937 random(1);
    return drawnPage(kWidth, kHeight, [&random](std::size_t, std::size_t) { return random() % 2 == 0; });
}

using Encode = std::vector<std::byte> (*)(const BitPage&);

void measure(benchmark::State& state, Encode encode, const BitPage& page) {
    std::size_t bytes = 0;
    for ([[maybe_unused]] auto _ : state) {
        bytes = encode(page).size();
    }
    state.counters["bytes"] = static_cast<double>(bytes);
}

void measureBoth(const std::string& name, const BitPage& page) {
    for (const auto& [whose, encode] :
         {std::pair("ours", &encodeG4), std::pair("libtiff", &encodeG4ByLibtiff)}) {
        benchmark::RegisterBenchmark((name + '/' + whose).c_str(), &measure, encode, page)
            ->Unit(benchmark::kMillisecond);
    }
}

}  // namespace
}  // namespace voipnow

int main(int argc, char** argv) {
    voipnow::measureBoth("text", voipnow::textPage());
    voipnow::measureBoth("halftone", voipnow::halftonePage());
    voipnow::measureBoth("noise", voipnow::noisePage());
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 2;
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
