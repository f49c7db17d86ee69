// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/replaced_fonts.hpp"

#include <memory>
#include <set>

namespace voipnow {
namespace {

struct FreeIterator {
    void operator()(PopplerFontsIter* iterator) const { poppler_fonts_iter_free(iterator); }
};

std::string orUnnamed(const char* name) {
    return name == nullptr || *name == '\0' ? "a font without a name" : name;
}

std::string lineFor(PopplerFontsIter* font) {
    std::string line = orUnnamed(poppler_fonts_iter_get_name(font));
    if (const char* substitute = poppler_fonts_iter_get_substitute_name(font)) {
        line += std::string(" by ") + substitute;
    }
    return line;
}

}  // namespace

std::string replacedFonts(const PdfDocument& document, int pages) {
    const std::unique_ptr<PopplerFontInfo, UnrefObject> info(poppler_font_info_new(document.get()));
    PopplerFontsIter* first = nullptr;
    std::set<std::string> lines;
    if (poppler_font_info_scan(info.get(), pages, &first) != FALSE) {
        const std::unique_ptr<PopplerFontsIter, FreeIterator> font(first);
        do {
            if (poppler_fonts_iter_is_embedded(font.get()) == FALSE) {
                lines.insert(lineFor(font.get()));
            }
        } while (poppler_fonts_iter_next(font.get()) != FALSE);
    }
    std::string text;
    for (const std::string& line : lines) {
        text += line + '\n';
    }
    return text;
}

}  // namespace voipnow
