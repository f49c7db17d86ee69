// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_pdf_pages.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <vector>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

constexpr double kPointsPerInch = 72;

// A page of ours has one thing to draw, the image mask /Fax.
std::optional<QPDFObjectHandle> imageOf(QPDFPageObjectHelper page) {
    QPDFObjectHandle objects = page.getAttribute("/Resources", false).getKey("/XObject");
    if (!objects.isDictionary() || objects.getKeys().size() != 1 || !objects.hasKey("/Fax")) {
        return std::nullopt;
    }
    QPDFObjectHandle image = objects.getKey("/Fax");
    if (!image.isStream() || image.getDict().getKey("/Filter").unparse() != "/CCITTFaxDecode") {
        return std::nullopt;
    }
    return image;
}

std::size_t pixels(QPDFObjectHandle image, const char* name) {
    return static_cast<std::size_t>(std::max(0, image.getDict().getKey(name).getIntValueAsInt()));
}

// The one whose pixels are as high as those on the paper; papers have whole points, so it is not exact.
Resolution resolutionOf(QPDFPageObjectHelper page, std::size_t height) {
    const double points = page.getAttribute("/MediaBox", false).getArrayItem(3).getNumericValue();
    const double down = static_cast<double>(height) * kPointsPerInch / points;
    return *std::min_element(kResolutions.begin(), kResolutions.end(),
                             [down](const auto& left, const auto& right) {
                                 return std::abs(left.down - down) < std::abs(right.down - down);
                             });
}

FaxPdfPage pageOf(const QPDFPageObjectHelper& page, QPDFObjectHandle image, int number) {
    FaxPdfPage made;
    made.number = number;
    made.width = pixels(image, "/Width");
    made.height = pixels(image, "/Height");
    made.resolution = resolutionOf(page, made.height);
    const auto code = image.getRawStreamData();
    made.g4.assign(reinterpret_cast<const char*>(code->getBuffer()), code->getSize());
    return made;
}

// Opens it; what libqpdf throws becomes ours, what others throw does not.
std::vector<QPDFPageObjectHelper> pagesOf(QPDF& document, std::FILE* pdf) {
    try {
        document.setSuppressWarnings(true);
        document.processFile("fax", pdf, false);
        return QPDFPageDocumentHelper(document).getAllPages();
    } catch (const std::exception& error) {
        throw JobError(JobEnd::kHeld, std::string("The fax PDF cannot be read (") + error.what() + ").");
    }
}

}  // namespace

bool readFaxPdf(std::FILE* pdf, const std::function<void(const FaxPdfPage&)>& take) {
    QPDF document;
    int number = 0;
    for (const QPDFPageObjectHelper& page : pagesOf(document, pdf)) {
        const std::optional<QPDFObjectHandle> image = imageOf(page);
        ++number;
        if (!image && number == 1) {
            return false;
        }
        if (!image) {
            throw JobError(JobEnd::kHeld,
                           "Page " + std::to_string(number) + " of the fax PDF is no fax page.");
        }
        take(pageOf(page, *image, number));
    }
    return true;
}

std::optional<FaxPdfPage> firstFaxPdfPage(std::FILE* pdf) {
    QPDF document;
    const std::vector<QPDFPageObjectHelper> pages = pagesOf(document, pdf);
    const std::optional<QPDFObjectHandle> image = pages.empty() ? std::nullopt : imageOf(pages.front());
    if (!image) {
        return std::nullopt;
    }
    return pageOf(pages.front(), *image, 1);
}

}  // namespace voipnow
