// FaxDocument: a received PDF, opened to be looked at.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page that is one image is drawn on that image's own pixels, so that its picture is what the fax machine
// prints; any other page at 204x196 dpi. Throws std::runtime_error with the reason when the bytes are no PDF
// that can be read, or when a page is too large to be drawn.
#pragma once

#include <cairo.h>
#include <glib-object.h>
#include <poppler.h>

#include <filesystem>
#include <memory>
#include <string>

#include "tests/emulator/line_time.hpp"

namespace voipnow::emulator {

class PagePicture {
  public:
    PagePicture(int width, int height, double widthPoints, double heightPoints);

    int width() const { return cairo_image_surface_get_width(surface_.get()); }
    int height() const { return cairo_image_surface_get_height(surface_.get()); }

    // The size of what the pixels show: their proportion need not be square.
    double widthPoints() const { return widthPoints_; }
    double heightPoints() const { return heightPoints_; }

    cairo_surface_t* surface() const { return surface_.get(); }

    // Black where a pixel is darker than middle gray.
    Bitmap bitmap() const;
    void savePng(const std::filesystem::path& path) const;

    // The same in gray and small, in the proportion of the paper.
    PagePicture thumbnail(int height) const;

  private:
    struct Destroy {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };
    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    double widthPoints_;
    double heightPoints_;
};

class FaxDocument {
  public:
    static FaxDocument fromBytes(std::string bytes);
    static FaxDocument fromFile(const std::filesystem::path& path);

    int pages() const;

    // Page `number`, counted from 1.
    PagePicture page(int number) const;

  private:
    struct Unreference {
        void operator()(PopplerDocument* document) const { g_object_unref(document); }
    };
    explicit FaxDocument(std::string bytes);

    std::string bytes_;
    std::unique_ptr<PopplerDocument, Unreference> document_;
};

}  // namespace voipnow::emulator
