// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/image_grid.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFMatrix.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace voipnow::emulator {

namespace {

// Follows the content of a page and notes the images that it draws.
class Drawing : public QPDFObjectHandle::ParserCallbacks {
  public:
    void handleObject(QPDFObjectHandle object, size_t /*offset*/, size_t /*length*/) override {
        if (!object.isOperator()) {
            operands_.push_back(object);
            return;
        }
        obey(object.getOperatorValue());
        operands_.clear();
    }
    void handleEOF() override {}

    bool isOneImage() const { return images_ == 1 && !drawsMore_; }
    const std::string& image() const { return image_; }
    const QPDFMatrix& place() const { return place_; }

  private:
    void obey(const std::string& operation) {
        // They change how the image looks at most, not that it is the only one.
        static const std::set<std::string> kHarmless = {"g",  "rg", "k",   "G",  "RG", "K",
                                                        "cs", "sc", "scn", "gs", "w"};
        if (operation == "q") {
            saved_.push_back(matrix_);
        } else if (operation == "Q" && !saved_.empty()) {
            matrix_ = saved_.back();
            saved_.pop_back();
        } else if (operation == "cm" && operands_.size() == 6) {
            matrix_.concat(QPDFMatrix(number(0), number(1), number(2), number(3), number(4), number(5)));
        } else if (operation == "Do" && operands_.size() == 1 && operands_[0].isName()) {
            ++images_;
            image_ = operands_[0].getName();
            place_ = matrix_;
        } else if (kHarmless.count(operation) == 0) {
            drawsMore_ = true;
        }
    }

    double number(std::size_t index) {
        return operands_[index].isNumber() ? operands_[index].getNumericValue() : 0;
    }

    std::vector<QPDFObjectHandle> operands_;
    std::vector<QPDFMatrix> saved_;
    QPDFMatrix matrix_;
    QPDFMatrix place_;
    std::string image_;
    int images_ = 0;
    bool drawsMore_ = false;
};

bool isUpright(const QPDFMatrix& matrix) {
    return matrix.a > 0 && matrix.d > 0 && std::abs(matrix.b) < 1e-9 && std::abs(matrix.c) < 1e-9;
}

std::optional<ImageGrid> gridOf(QPDFPageObjectHelper page) {
    Drawing drawing;
    page.parseContents(&drawing);
    if (!drawing.isOneImage() || !isUpright(drawing.place())) {
        return std::nullopt;
    }
    // QPDFPageObjectHelper::getImages leaves out image masks, which is what fax pages are.
    auto image = page.getAttribute("/Resources", false).getKey("/XObject").getKey(drawing.image());
    auto rotation = page.getAttribute("/Rotate", false);
    const bool rotated = rotation.isInteger() && rotation.getIntValue() % 360 != 0;
    if (!image.isStream() || !image.getDict().getKey("/Subtype").isNameAndEquals("/Image") || rotated ||
        page.getObjectHandle().hasKey("/UserUnit")) {
        return std::nullopt;
    }
    const auto box = page.getCropBox().getArrayAsRectangle();
    auto dictionary = image.getDict();
    const QPDFMatrix& place = drawing.place();
    return ImageGrid{dictionary.getKey("/Width").getIntValueAsInt(),
                     dictionary.getKey("/Height").getIntValueAsInt(),
                     place.e - box.llx,
                     box.ury - (place.f + place.d),
                     place.a,
                     place.d};
}

}  // namespace

std::optional<ImageGrid> imageGrid(std::string_view pdf, int page) {
    try {
        QPDF document;
        document.setSuppressWarnings(true);
        document.processMemoryFile("fax", pdf.data(), pdf.size());
        return gridOf(QPDFPageDocumentHelper(document).getAllPages().at(static_cast<std::size_t>(page)));
    } catch (const std::exception&) {
        // A document that qpdf cannot read is shown at the usual resolution.
        return std::nullopt;
    }
}

}  // namespace voipnow::emulator
