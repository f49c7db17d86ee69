// The papers and resolutions of a fax, and the grid of pixels that both make together.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Papers and resolutions have the names of the PPD's keywords PageSize and Resolution. Their sizes are those
// that Ghostscript and the PPD use for the same names, in whole points: the service converts our pages once
// more, and a pixel of ours survives that only where it falls on a pixel of the server's page. Hence the
// rules of the grid:
//   width, height  paper in points * dots per inch / 72, rounded to the nearest pixel, as Ghostscript does it;
//                  but a paper of 1728 to 1736 pixels (Letter, Legal) has the 1728 of ITU-T T.4's scan line.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace voipnow {

// Width and height of an upright sheet in points (1/72 inch).
struct PageSize {
    std::string_view name;
    int width;
    int height;
};

// Pixels in an inch across and down the page.
struct Resolution {
    std::string_view name;
    int across;
    int down;
};

inline constexpr std::array<PageSize, 4> kPageSizes{{
    {"Letter", 612, 792},
    {"Legal", 612, 1008},
    {"A4", 595, 842},
    {"A5", 420, 595},
}};

inline constexpr std::array<Resolution, 3> kResolutions{{
    {"204x98dpi", 204, 98},
    {"204x196dpi", 204, 196},
    {"204x391dpi", 204, 391},
}};

inline constexpr const PageSize& kDefaultPageSize = kPageSizes[0];
inline constexpr const Resolution& kDefaultResolution = kResolutions[1];

// A paper at a resolution: the sheet in points, and how many whole pixels cover it.
struct FaxGrid {
    PageSize paper;
    Resolution resolution;
    int width;
    int height;
};

FaxGrid faxGrid(const PageSize& paper, const Resolution& resolution);

// The paper or resolution of this name (without regard to case, as PPD choices are compared), or nothing.
std::optional<PageSize> findPageSize(std::string_view name);
std::optional<Resolution> findResolution(std::string_view name);

// The same for a value that a job asks for: JobError kHeld, with the value and the choices, when there is
// none.
PageSize requirePageSize(const std::string& name);
Resolution requireResolution(const std::string& name);

}  // namespace voipnow
