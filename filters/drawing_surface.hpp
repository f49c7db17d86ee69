// DrawingSurface and DrawingContext: cairo's surfaces and contexts, destroyed when their owner goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include <memory>

namespace voipnow {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using DrawingSurface = std::unique_ptr<cairo_surface_t, DestroySurface>;

struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using DrawingContext = std::unique_ptr<cairo_t, DestroyContext>;

}  // namespace voipnow
