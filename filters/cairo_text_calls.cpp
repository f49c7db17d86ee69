// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cairo_text_calls.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <string>

namespace voipnow {
namespace {

// The functions below get nothing of ours, so they must find their watcher by themselves; one for each thread, as what
// two threads draw must not be mixed.
thread_local TextWatcher* watching = nullptr;

// The function of cairo whose name ours has.
template <typename Function>
Function* cairosOwn(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

template <typename Item>
std::span<const Item> spanOf(const Item* items, int count) {
    return {items, static_cast<std::size_t>(std::max(count, 0))};
}

// The glyphs from number `first` on, without those left out.
std::vector<cairo_glyph_t> kept(std::span<const cairo_glyph_t> glyphs, const std::vector<bool>& leftOut,
                                std::size_t first = 0) {
    std::vector<cairo_glyph_t> kept;
    kept.reserve(glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (!leftOut[first + i]) {
            kept.push_back(glyphs[i]);
        }
    }
    return kept;
}

// Text with its glyphs, as cairo_show_text_glyphs takes it.
struct GlyphText {
    std::string utf8 = {};
    std::vector<cairo_glyph_t> glyphs = {};
    std::vector<cairo_text_cluster_t> clusters = {};
};

GlyphText kept(const GlyphCall& call, const std::vector<bool>& leftOut) {
    GlyphText text;
    std::size_t byte = 0;
    std::size_t glyph = 0;
    for (const cairo_text_cluster_t& cluster : call.clusters) {
        const auto bytes = std::min(static_cast<std::size_t>(cluster.num_bytes), call.utf8.size() - byte);
        const auto count = std::min(static_cast<std::size_t>(cluster.num_glyphs), call.glyphs.size() - glyph);
        const auto some = kept(call.glyphs.subspan(glyph, count), leftOut, glyph);
        if (!some.empty()) {
            text.utf8 += call.utf8.substr(byte, bytes);
            text.glyphs.insert(text.glyphs.end(), some.begin(), some.end());
            text.clusters.push_back({static_cast<int>(bytes), static_cast<int>(some.size())});
        }
        byte += bytes;
        glyph += count;
    }
    return text;
}

using GlyphFunction = void(cairo_t*, const cairo_glyph_t*, int);

void drawGlyphs(cairo_t* context, const cairo_glyph_t* glyphs, int count, GlyphFunction* real) {
    std::vector<bool> leftOut;
    if (watching != nullptr) {
        leftOut = watching->glyphsShown({context, spanOf(glyphs, count)});
    }
    if (leftOut.empty()) {
        real(context, glyphs, count);
    } else {
        const auto some = kept(spanOf(glyphs, count), leftOut);
        real(context, some.data(), static_cast<int>(some.size()));
    }
}

}  // namespace

TextWatch::TextWatch(TextWatcher& watcher) {
    watching = &watcher;
}

TextWatch::~TextWatch() {
    watching = nullptr;
}

bool textCanBeWatched() {
    return ::dlsym(RTLD_DEFAULT, "cairo_show_glyphs") == reinterpret_cast<void*>(&cairo_show_glyphs);
}

}  // namespace voipnow

// The names of the parameters are cairo's.
extern "C" void cairo_set_font_face(cairo_t* cr, cairo_font_face_t* font_face) {
    static auto* const real = voipnow::cairosOwn<decltype(cairo_set_font_face)>("cairo_set_font_face");
    if (voipnow::watching != nullptr) {
        voipnow::watching->fontSelected();
    }
    real(cr, font_face);
}

extern "C" void cairo_show_glyphs(cairo_t* cr, const cairo_glyph_t* glyphs, int num_glyphs) {
    static auto* const real = voipnow::cairosOwn<decltype(cairo_show_glyphs)>("cairo_show_glyphs");
    voipnow::drawGlyphs(cr, glyphs, num_glyphs, real);
}

extern "C" void cairo_glyph_path(cairo_t* cr, const cairo_glyph_t* glyphs, int num_glyphs) {
    static auto* const real = voipnow::cairosOwn<decltype(cairo_glyph_path)>("cairo_glyph_path");
    voipnow::drawGlyphs(cr, glyphs, num_glyphs, real);
}

extern "C" void cairo_show_text_glyphs(cairo_t* cr, const char* utf8, int utf8_len,
                                       const cairo_glyph_t* glyphs, int num_glyphs,
                                       const cairo_text_cluster_t* clusters, int num_clusters,
                                       cairo_text_cluster_flags_t cluster_flags) {
    static auto* const real = voipnow::cairosOwn<decltype(cairo_show_text_glyphs)>("cairo_show_text_glyphs");
    const voipnow::GlyphCall call{cr,
                                  voipnow::spanOf(glyphs, num_glyphs),
                                  {utf8, static_cast<std::size_t>(std::max(utf8_len, 0))},
                                  voipnow::spanOf(clusters, num_clusters)};
    std::vector<bool> leftOut;
    if (voipnow::watching != nullptr) {
        leftOut = voipnow::watching->glyphsShown(call);
    }
    if (leftOut.empty()) {
        real(cr, utf8, utf8_len, glyphs, num_glyphs, clusters, num_clusters, cluster_flags);
        return;
    }
    const auto text = voipnow::kept(call, leftOut);
    real(cr, text.utf8.data(), static_cast<int>(text.utf8.size()), text.glyphs.data(),
         static_cast<int>(text.glyphs.size()), text.clusters.data(), static_cast<int>(text.clusters.size()),
         cluster_flags);
}
