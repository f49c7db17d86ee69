// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_page.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <new>
#include <span>
#include <utility>

#include "backend/job_error.hpp"
#include "filters/binarisation.hpp"
#include "filters/colour_to_gray.hpp"
#include "filters/continuous_tones.hpp"
#include "filters/cover_layout.hpp"
#include "filters/cover_logo.hpp"
#include "filters/cover_template.hpp"
#include "filters/cover_values.hpp"
#include "filters/fax_pdf_writer.hpp"
#include "filters/g4_encoder.hpp"
#include "filters/gray_tiles.hpp"
#include "filters/halftone.hpp"

namespace voipnow {
namespace {

constexpr double kPointsPerInch = 72;

void require(cairo_status_t status) {
    if (status == CAIRO_STATUS_NO_MEMORY) {
        throw std::bad_alloc();
    }
    if (status != CAIRO_STATUS_SUCCESS) {
        throw JobError(JobEnd::kHeld, std::string("The cover page could not be drawn (") +
                                          cairo_status_to_string(status) + "). Choose another template.");
    }
}

// White, with points as its units.
DrawingContext contextOf(cairo_surface_t* sheet, const FaxGrid& grid) {
    DrawingContext context(cairo_create(sheet));
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_scale(context.get(), grid.resolution.across / kPointsPerInch,
                grid.resolution.down / kPointsPerInch);
    return context;
}

double shapeOf(cairo_surface_t* logo) {
    return logo == nullptr ? 0
                           : static_cast<double>(cairo_image_surface_get_width(logo)) /
                                 cairo_image_surface_get_height(logo);
}

void drawLogo(cairo_t* context, cairo_surface_t* logo, const CoverBox& box) {
    cairo_save(context);
    cairo_translate(context, box.left, box.top);
    cairo_scale(context, box.width / cairo_image_surface_get_width(logo),
                box.height / cairo_image_surface_get_height(logo));
    cairo_set_source_surface(context, logo, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_BEST);
    cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD);
    cairo_rectangle(context, 0, 0, cairo_image_surface_get_width(logo), cairo_image_surface_get_height(logo));
    cairo_fill(context);
    cairo_restore(context);
}

GrayPage grayOf(cairo_surface_t* sheet, const FaxGrid& grid) {
    GrayPage gray(grid.width, grid.height);
    cairo_surface_flush(sheet);
    const unsigned char* pixels = cairo_image_surface_get_data(sheet);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(sheet));
    for (std::size_t y = 0; y < gray.height(); ++y) {
        // cairo's pixels are 32-bit numbers, and its scan lines are aligned for them.
        const auto* colours = reinterpret_cast<const std::uint32_t*>(pixels + y * stride);
        toGray({colours, gray.width()}, gray.scanLine(y));
    }
    return gray;
}

// The tiles that the logo touches.
ImageTiles tilesOf(const CoverBox& logo, const FaxGrid& grid, const GrayTiles& tiles,
                   std::size_t tileHeight) {
    const auto tile = [](double points, int perInch, std::size_t size) {
        return static_cast<std::size_t>(std::max(0.0, points * perInch / kPointsPerInch)) / size;
    };
    return {tile(logo.left, grid.resolution.across, kTileWidth),
            tile(logo.top, grid.resolution.down, tileHeight),
            std::min(tile(logo.left + logo.width, grid.resolution.across, kTileWidth) + 1, tiles.columns()),
            std::min(tile(logo.top + logo.height, grid.resolution.down, tileHeight) + 1, tiles.rows())};
}

BitPage blackAndWhite(const GrayPage& gray, const FaxGrid& grid, const CoverBox& logo) {
    const LocalContrast rule = localContrastFor(grid.resolution.down);
    const GrayTiles tiles = grayTilesOf(gray, rule.tileHeight);
    BitPage bits = binarise(gray, tiles, rule);
    if (logo.height > 0 && mayHaveTones(tiles)) {
        if (const auto tones = continuousTones(tiles, {tilesOf(logo, grid, tiles, rule.tileHeight)})) {
            halftone(gray, *tones, rule.tileHeight, HalftoneScreen(grid.resolution), bits);
        }
    }
    return bits;
}

}  // namespace

CoverPage makeCoverPage(const CoverFields& fields) {
    const FaxGrid grid = faxGrid(requirePageSize(fields.pageSize), requireResolution(fields.resolution));
    const CoverTemplate cover = readCoverTemplate(fields.templateFile);
    const DrawingSurface logo = cover.logo.empty() ? nullptr : readCoverLogo(cover.logo);
    const DrawingSurface sheet(cairo_image_surface_create(CAIRO_FORMAT_RGB24, grid.width, grid.height));
    require(cairo_surface_status(sheet.get()));
    const DrawingContext context = contextOf(sheet.get(), grid);
    CoverValues values(fields, cover);
    const PlacedCover placed = layOutCover(grid.paper, cover, values, shapeOf(logo.get()));
    const CoverBox logoBox = onPaper(placed, placed.logo);
    if (logo) {
        drawLogo(context.get(), logo.get(), logoBox);
    }
    drawCover(context.get(), placed);
    require(cairo_status(context.get()));
    std::vector<std::string> warnings = missingCharacters(placed);
    if (values.shownOfComment() < values.commentLength()) {
        warnings.push_back("The comment is too long for the cover page: the first " +
                           std::to_string(values.shownOfComment()) + " of its " +
                           std::to_string(values.commentLength()) + " characters are on it.");
    }
    return {grid, blackAndWhite(grayOf(sheet.get(), grid), grid, logoBox), std::move(warnings)};
}

std::string coverPdf(const CoverPage& page) {
    std::string pdf;
    FaxPdfWriter writer([&pdf](std::span<const std::byte> bytes) {
        pdf.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    writer.addPage(page.grid, encodeG4(page.bits));
    writer.finish();
    return pdf;
}

}  // namespace voipnow
