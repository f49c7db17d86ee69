// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_pdf_writer.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace voipnow {
namespace {

// Numbers of the objects: the catalog, the list of pages, then three for each page.
constexpr std::size_t kCatalog = 1;
constexpr std::size_t kPageList = 2;
constexpr std::size_t kFirstPage = 3;
constexpr std::size_t kObjectsOfAPage = 3;

std::string reference(std::size_t object) {
    return std::to_string(object) + " 0 R";
}

// How far `pixels` reach on the paper, in points. Not by printf, which would write a comma in some languages.
std::string points(int pixels, int perInch) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), pixels * 72.0 / perInch,
                                   std::chars_format::fixed, 6);
    return {text.data(), end.ptr};
}

// A line of the cross-reference table is exactly 20 bytes long.
std::string crossReference(std::uint64_t offset) {
    const std::string digits = std::to_string(offset);
    return std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
}

}  // namespace

FaxPdfWriter::FaxPdfWriter(ByteSink sink) : sink_(std::move(sink)), offsets_(kFirstPage) {
    append("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n");
    beginObject(kCatalog);
    append("<< /Type /Catalog /Pages " + reference(kPageList) + " >>\nendobj\n");
}

void FaxPdfWriter::addPage(const FaxGrid& grid, std::span<const std::byte> g4) {
    const std::size_t page = offsets_.size();
    const std::size_t content = page + 1;
    const std::size_t image = page + 2;
    offsets_.resize(offsets_.size() + kObjectsOfAPage);
    beginObject(page);
    append("<< /Type /Page /Parent " + reference(kPageList) + " /MediaBox [0 0 " +
           std::to_string(grid.paper.width) + ' ' + std::to_string(grid.paper.height) +
           "]\n/Resources << /XObject << /Fax " + reference(image) + " >> >> /Contents " +
           reference(content) + " >>\nendobj\n");

    const std::string drawing = "q " + points(grid.width, grid.resolution.across) + " 0 0 " +
                                points(grid.height, grid.resolution.down) + " 0 0 cm /Fax Do Q\n";
    beginObject(content);
    append("<< /Length " + std::to_string(drawing.size()) + " >>\nstream\n" + drawing +
           "endstream\nendobj\n");

    // In T.6's PDF form black is 0, and an image mask paints where it is 0: both are the defaults.
    beginObject(image);
    append("<< /Type /XObject /Subtype /Image /ImageMask true /BitsPerComponent 1 /Width " +
           std::to_string(grid.width) + " /Height " + std::to_string(grid.height) +
           "\n/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns " + std::to_string(grid.width) +
           " /Rows " + std::to_string(grid.height) + " >> /Length " + std::to_string(g4.size()) +
           " >>\nstream\n");
    append({reinterpret_cast<const char*>(g4.data()), g4.size()});
    append("\nendstream\nendobj\n");
    ++pages_;
    flush();
}

void FaxPdfWriter::finish() {
    beginObject(kPageList);
    append("<< /Type /Pages /Count " + std::to_string(pages_) + " /Kids [");
    for (std::size_t page = kFirstPage; page < offsets_.size(); page += kObjectsOfAPage) {
        append((page == kFirstPage ? "" : "\n") + reference(page));
    }
    append("] >>\nendobj\n");

    const std::uint64_t table = written_ + pending_.size();
    append("xref\n0 " + std::to_string(offsets_.size()) + "\n0000000000 65535 f \n");
    for (std::size_t object = 1; object < offsets_.size(); ++object) {
        append(crossReference(offsets_[object]));
    }
    append("trailer\n<< /Size " + std::to_string(offsets_.size()) + " /Root " + reference(kCatalog) +
           " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n");
    flush();
}

void FaxPdfWriter::beginObject(std::size_t number) {
    offsets_[number] = written_ + pending_.size();
    append(std::to_string(number) + " 0 obj\n");
}

void FaxPdfWriter::flush() {
    sink_(std::as_bytes(std::span(pending_)));
    written_ += pending_.size();
    pending_.clear();
}

}  // namespace voipnow
