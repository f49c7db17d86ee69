// QpdfReader: a PDF as another library than Poppler sees it, one that mends nothing and reports everything.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// By libqpdf's C interface: clang-tidy 14 to 16 cannot parse libqpdf's C++ headers together with
// libstdc++ 12.
#pragma once

#include <qpdf/qpdf-c.h>

#include <memory>
#include <string>

namespace voipnow {

class QpdfReader {
  public:
    explicit QpdfReader(std::string bytes);

    // Whether every object and every stream can be read, without an error or a warning: `qpdf --check`.
    bool isSound();

    int pages() { return qpdf_get_num_pages(qpdf_.get()); }

    // The rest takes the page by its index, from 0. An entry is given as it would stand in a file; a missing
    // one is "null".
    std::string pageEntry(int page, const std::string& key);
    std::string imageEntry(int page, const std::string& key);  // of the image named /Fax
    std::string imageData(int page);                           // as it stands in the file
    std::string drawing(int page);

  private:
    struct Cleanup {
        void operator()(_qpdf_data* qpdf) const { qpdf_cleanup(&qpdf); }
    };

    qpdf_oh pageObject(int page) { return qpdf_get_page_n(qpdf_.get(), static_cast<std::size_t>(page)); }
    qpdf_oh image(int page);
    std::string unparsed(qpdf_oh dictionary, const std::string& key);
    std::string streamData(qpdf_oh stream);

    std::string bytes_;
    std::unique_ptr<_qpdf_data, Cleanup> qpdf_;
};

// The document, encrypted as current programs do it (AES, 256 bits).
std::string encryptedPdf(const std::string& bytes, const std::string& userPassword);

}  // namespace voipnow
