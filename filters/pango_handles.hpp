// The objects of GLib and Pango that a cover page takes, released when their owner goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>
#include <pango/pango.h>

#include <memory>

namespace voipnow {

struct FreeGError {
    void operator()(GError* error) const { g_error_free(error); }
};
using GErrorHandle = std::unique_ptr<GError, FreeGError>;

struct FreeGText {
    void operator()(char* text) const { g_free(text); }
};
using GTextHandle = std::unique_ptr<char, FreeGText>;

struct UnrefLayout {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using LayoutHandle = std::unique_ptr<PangoLayout, UnrefLayout>;

struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using FontHandle = std::unique_ptr<PangoFontDescription, FreeFont>;

}  // namespace voipnow
