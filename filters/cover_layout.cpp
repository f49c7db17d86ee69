// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_layout.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "backend/job_error.hpp"
#include "backend/printable.hpp"

namespace voipnow {
namespace {

constexpr double kPointsPerMillimetre = 72 / 25.4;
constexpr double kTolerance = 0.01;  // points

// Sizes of the design, in points or in parts of the height of a line.
constexpr double kThinRule = 0.9;  // a scan line and a quarter at the lowest resolution
constexpr double kThickRule = 3;
constexpr double kAboutRule = 0.35;
constexpr double kSpace = 0.75;
constexpr double kAboutRow = 0.2;
constexpr float kLineSpacing = 1.12F;
constexpr double kGap = 14;           // points between columns, and about the logo
constexpr double kWidestLabel = 0.4;  // of the width of the table

constexpr std::array<double, 3> kScales{1, 0.92, 0.85};
constexpr double kSmallest = 0.5;
constexpr double kSmallestForComment = 0.7;
constexpr std::size_t kLeastComment = 160;  // characters that are to stay of a comment
constexpr std::size_t kLineBreak = 40;      // what a line break counts among them

// How small a page may become for how much of its comment.
struct Sacrifice {
    double smallest;
    std::size_t least;
};

// How a text is to be set.
struct Setting {
    double width;
    std::optional<PangoDirection> direction = {};  // else each paragraph has its own
    PangoAlignment alignment =
        PANGO_ALIGN_LEFT;  // to the left: from where a paragraph begins, when it has its own direction
};

double toPoints(int units) {
    return static_cast<double>(units) / PANGO_SCALE;
}

PangoAlignment alignmentOf(CoverAlignment alignment) {
    switch (alignment) {
        case CoverAlignment::kCentre:
            return PANGO_ALIGN_CENTER;
        case CoverAlignment::kEnd:
            return PANGO_ALIGN_RIGHT;
        case CoverAlignment::kStart:
            break;
    }
    return PANGO_ALIGN_LEFT;
}

// Makes layouts that look the same at every resolution.
class Setter {
  public:
    explicit Setter(const CoverTemplate& cover)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)),
          context_(cairo_create(surface_.get())),
          language_(cover.language),
          font_(pango_font_description_from_string(cover.font.c_str())) {
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_set_font_options(context_.get(), options);
        cairo_font_options_destroy(options);
        const LayoutHandle line = set("X", {.width = 1000});
        lineHeight_ = heightOf(line.get());
    }

    LayoutHandle set(const std::string& markup, const Setting& setting) const {
        LayoutHandle layout(pango_cairo_create_layout(context_.get()));
        PangoContext* pango = pango_layout_get_context(layout.get());
        pango_cairo_context_set_resolution(pango, 72);
        pango_context_set_round_glyph_positions(pango, FALSE);
        if (!language_.empty()) {
            pango_context_set_language(pango, pango_language_from_string(language_.c_str()));
        }
        if (setting.direction) {
            pango_context_set_base_dir(pango, *setting.direction);
        }
        pango_layout_context_changed(layout.get());
        pango_layout_set_auto_dir(layout.get(), setting.direction ? FALSE : TRUE);
        pango_layout_set_font_description(layout.get(), font_.get());
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_line_spacing(layout.get(), kLineSpacing);
        pango_layout_set_width(layout.get(), static_cast<int>(setting.width * PANGO_SCALE));
        pango_layout_set_alignment(layout.get(), setting.alignment);
        pango_layout_set_markup(layout.get(), markup.data(), static_cast<int>(markup.size()));
        if (!setting.direction && setting.alignment == PANGO_ALIGN_RIGHT &&
            pango_layout_get_direction(layout.get(), 0) == PANGO_DIRECTION_RTL) {
            // Pango swaps the sides of such paragraphs; right is to be right.
            pango_layout_set_alignment(layout.get(), PANGO_ALIGN_LEFT);
        }
        return layout;
    }

    double lineHeight() const { return lineHeight_; }

    static double heightOf(PangoLayout* layout) {
        PangoRectangle logical{};
        pango_layout_get_extents(layout, nullptr, &logical);
        return toPoints(logical.height);
    }

    // Of its longest line.
    static double widthOf(PangoLayout* layout) {
        PangoRectangle logical{};
        pango_layout_get_extents(layout, nullptr, &logical);
        return toPoints(logical.width);
    }

  private:
    // Square and without a scale: Pango 1.50 spaces letters wrongly where a point is wider than high.
    DrawingSurface surface_;
    DrawingContext context_;
    std::string language_;
    FontHandle font_;
    double lineHeight_ = 0;
};

// The columns of a table: of all rows of the page, so that they stand in line.
struct Columns {
    PangoDirection direction = PANGO_DIRECTION_LTR;
    double label = 0;  // its width
};

Columns columnsOf(const Setter& setter, const CoverTemplate& cover, const CoverValues& values, double width) {
    Columns columns;
    bool hasDirection = false;
    for (const auto* lines : {&cover.body, &cover.foot}) {
        for (const CoverLine& line : *lines) {
            if (line.kind != CoverLine::Kind::kRow || values.isEmpty(line.text)) {
                continue;
            }
            const LayoutHandle label = setter.set(values.markup(line.label), {.width = width * kWidestLabel});
            columns.label = std::max(columns.label, Setter::widthOf(label.get()));
            if (!hasDirection && *pango_layout_get_text(label.get()) != '\0') {
                hasDirection = true;
                columns.direction = pango_layout_get_direction(label.get(), 0);
            }
        }
    }
    columns.label = std::min(columns.label + 1, width * kWidestLabel);
    return columns;
}

// Places line below line.
class Placer {
  public:
    Placer(const Setter& setter, const CoverValues& values, double width, PlacedCover& placed)
        : setter_(setter), values_(values), width_(width), placed_(placed) {}

    // The height that they take, from `top`.
    double place(const std::vector<CoverLine>& lines, const Columns& columns, double top) {
        y_ = top;
        for (const CoverLine& line : lines) {
            place(line, columns);
        }
        return y_ - top;
    }

  private:
    void place(const CoverLine& line, const Columns& columns) {
        using Kind = CoverLine::Kind;
        switch (line.kind) {
            case Kind::kSpace:
                y_ += kSpace * setter_.lineHeight();
                break;
            case Kind::kThinRule:
                placeRule(kThinRule);
                break;
            case Kind::kThickRule:
                placeRule(kThickRule);
                break;
            case Kind::kRow:
                if (!values_.isEmpty(line.text)) {
                    placeRow(line, columns);
                }
                break;
            case Kind::kText:
                if (!values_.isEmpty(line.text)) {
                    placeText(line);
                }
                break;
        }
    }

    void goBelowLogo() {
        if (placed_.logo.height > 0) {
            y_ = std::max(y_, placed_.logo.top + placed_.logo.height + kGap / 2);
        }
    }

    void placeRule(double height) {
        goBelowLogo();
        y_ += kAboutRule * setter_.lineHeight();
        placed_.rules.push_back({0, y_, width_, height});
        y_ += height + kAboutRule * setter_.lineHeight();
    }

    void placeRow(const CoverLine& line, const Columns& columns) {
        goBelowLogo();
        y_ += kAboutRow * setter_.lineHeight();
        const bool isMirrored = columns.direction == PANGO_DIRECTION_RTL;
        const PangoAlignment alignment = isMirrored ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
        const double width = width_ - columns.label - kGap;
        LayoutHandle label =
            setter_.set(values_.markup(line.label),
                        {.width = columns.label, .direction = columns.direction, .alignment = alignment});
        LayoutHandle text =
            setter_.set(values_.markup(line.text),
                        {.width = width, .direction = columns.direction, .alignment = alignment});
        // Both stand on one line, whatever their sizes.
        const double labelBase = toPoints(pango_layout_get_baseline(label.get()));
        const double textBase = toPoints(pango_layout_get_baseline(text.get()));
        const double base = y_ + std::max(labelBase, textBase);
        const double bottom = std::max(base - labelBase + Setter::heightOf(label.get()),
                                       base - textBase + Setter::heightOf(text.get()));
        add(std::move(label), isMirrored ? width + kGap : 0, base - labelBase, line.number);
        add(std::move(text), isMirrored ? 0 : columns.label + kGap, base - textBase, line.number);
        y_ = bottom + kAboutRow * setter_.lineHeight();
    }

    // Beside the logo, where it begins there.
    void placeText(const CoverLine& line) {
        double left = 0;
        double width = width_;
        const CoverBox& logo = placed_.logo;
        if (logo.height > 0 && y_ < logo.top + logo.height) {
            width -= logo.width + kGap;
            left = logo.left > 0 ? 0 : logo.width + kGap;
        }
        LayoutHandle text = setter_.set(values_.markup(line.text),
                                        {.width = width, .alignment = alignmentOf(line.alignment)});
        const double height = Setter::heightOf(text.get());
        add(std::move(text), left, y_, line.number);
        y_ += height;
    }

    void add(LayoutHandle layout, double left, double top, int line) {
        placed_.texts.push_back({std::move(layout), left, top, line});
    }

    const Setter& setter_;
    const CoverValues& values_;
    double width_;
    PlacedCover& placed_;
    double y_ = 0;
};

// Tries scales and lengths of the comment.
class Fitter {
  public:
    Fitter(const PageSize& paper, const CoverTemplate& cover, CoverValues& values, double logoShape)
        : setter_(cover), paper_(paper), cover_(cover), values_(values), logoShape_(logoShape) {}

    PlacedCover fit() {
        for (const double scale : kScales) {
            if (auto placed = tryAt(scale)) {
                return std::move(*placed);
            }
        }
        for (const auto& [smallest, least] :
             {Sacrifice{kSmallestForComment, kLeastComment}, Sacrifice{kSmallest, 0}}) {
            for (double scale = kScales.back(); scale >= smallest; scale -= 0.05) {
                if (auto placed = shortenAt(scale, least)) {
                    return std::move(*placed);
                }
            }
        }
        throw JobError(JobEnd::kHeld,
                       "The cover template " + cover_.name + " has more on it than fits on a page of " +
                           std::string(paper_.name) +
                           ", even at half its size. Take lines or large letters out of it, then "
                           "release the job.");
    }

  private:
    // Nothing when it does not fit.
    std::optional<PlacedCover> tryAt(double scale) {
        PlacedCover placed;
        placed.scale = scale;
        // Small paper has small margins.
        placed.margin = cover_.margins * kPointsPerMillimetre * std::min(1.0, paper_.width / 595.0);
        const double width = (paper_.width - 2 * placed.margin) / scale;
        const double height = (paper_.height - 2 * placed.margin) / scale;
        const Columns columns = columnsOf(setter_, cover_, values_, width);
        Placer placer(setter_, values_, width, placed);
        const double footHeight = placer.place(cover_.foot, columns, 0);
        moveDown(placed, height - footHeight);
        double top = 0;
        if (logoShape_ > 0) {
            placed.logo = logoIn(width);
            top = cover_.logoPlace == LogoPlace::kCentre ? placed.logo.height + kGap : 0;
        }
        const double bottom = std::max(top + placer.place(cover_.body, columns, top), placed.logo.height);
        const double gap = footHeight > 0 ? setter_.lineHeight() * kSpace : 0;
        if (bottom + gap + footHeight > height + kTolerance || !isWithin(placed, width, height)) {
            return std::nullopt;
        }
        return placed;
    }

    // The same with as much of the comment as fits; nothing when that is less than `wanted`.
    std::optional<PlacedCover> shortenAt(double scale, std::size_t wanted) {
        std::size_t least = 0;
        std::size_t most = values_.commentLength();
        std::optional<PlacedCover> best;
        std::size_t shown = 0;
        while (least <= most) {
            const std::size_t middle = least + (most - least) / 2;
            values_.showOfComment(middle);
            if (auto placed = tryAt(scale)) {
                best = std::move(placed);
                shown = middle;
                least = middle + 1;
            } else if (middle == 0) {
                break;
            } else {
                most = middle - 1;
            }
        }
        values_.showOfComment(shown);
        const bool isEnough =
            shown == values_.commentLength() || values_.shownBreaks() * kLineBreak + shown >= wanted;
        return isEnough ? std::move(best) : std::nullopt;
    }

    // At most a third of the width; the upper edge is that of the page's content.
    CoverBox logoIn(double width) const {
        constexpr double kWidest = 0.45;
        const double logoWidth =
            std::min(cover_.logoHeight * kPointsPerMillimetre * logoShape_, width * kWidest);
        CoverBox box{0, 0, logoWidth, logoWidth / logoShape_};
        if (cover_.logoPlace == LogoPlace::kRight) {
            box.left = width - box.width;
        } else if (cover_.logoPlace == LogoPlace::kCentre) {
            box.left = (width - box.width) / 2;
        }
        return box;
    }

    static void moveDown(PlacedCover& placed, double by) {
        for (PlacedText& each : placed.texts) {
            each.top += by;
        }
        for (CoverBox& each : placed.rules) {
            each.top += by;
        }
    }

    // Whether all ink is on the paper, with half the margin to spare: markup can make a letter wider than the page.
    bool isWithin(const PlacedCover& placed, double width, double height) const {
        const double spare = placed.margin / 2 / placed.scale;
        return std::all_of(placed.texts.begin(), placed.texts.end(), [&](const PlacedText& each) {
            PangoRectangle ink{};
            pango_layout_get_extents(each.layout.get(), &ink, nullptr);
            return each.left + toPoints(ink.x) > -spare &&
                   each.left + toPoints(ink.x + ink.width) < width + spare &&
                   each.top + toPoints(ink.y) > -spare &&
                   each.top + toPoints(ink.y + ink.height) < height + spare;
        });
    }

    Setter setter_;
    const PageSize& paper_;
    const CoverTemplate& cover_;
    CoverValues& values_;
    double logoShape_;
};

}  // namespace

CoverBox onPaper(const PlacedCover& placed, const CoverBox& box) {
    return {placed.margin + box.left * placed.scale, placed.margin + box.top * placed.scale,
            box.width * placed.scale, box.height * placed.scale};
}

PlacedCover layOutCover(const PageSize& paper, const CoverTemplate& cover, CoverValues& values,
                        double logoShape) {
    return Fitter(paper, cover, values, logoShape).fit();
}

void drawCover(cairo_t* context, const PlacedCover& placed) {
    cairo_set_source_rgb(context, 0, 0, 0);
    for (const CoverBox& each : placed.rules) {
        const CoverBox rule = onPaper(placed, each);
        cairo_rectangle(context, rule.left, rule.top, rule.width, rule.height);
        cairo_fill(context);
    }
    for (const PlacedText& each : placed.texts) {
        cairo_save(context);
        cairo_translate(context, placed.margin, placed.margin);
        cairo_scale(context, placed.scale, placed.scale);
        cairo_move_to(context, each.left, each.top);
        pango_cairo_show_layout(context, each.layout.get());
        cairo_restore(context);
    }
}

std::vector<std::string> missingCharacters(const PlacedCover& placed) {
    constexpr std::size_t kLongest = 80;
    std::vector<std::string> sentences;
    for (const PlacedText& each : placed.texts) {
        if (const int missing = pango_layout_get_unknown_glyphs_count(each.layout.get()); missing > 0) {
            sentences.push_back("The cover page shows boxes in place of " + std::to_string(missing) +
                                (missing == 1 ? " character" : " characters") + " of \"" +
                                printable(pango_layout_get_text(each.layout.get()), kLongest) +
                                "\", which no font on this machine has. Install a font for their language.");
        }
    }
    return sentences;
}

}  // namespace voipnow
