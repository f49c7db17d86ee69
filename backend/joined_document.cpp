// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/joined_document.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "backend/pdf_pages.hpp"

namespace voipnow {

ReceivedDocument joinDocuments(std::vector<ReceivedDocument> documents, const std::filesystem::path& folder) {
    if (documents.size() == 1) {
        return std::move(documents.front());
    }
    std::vector<ReceivedDocument*> sources;
    sources.reserve(documents.size());
    std::transform(documents.begin(), documents.end(), std::back_inserter(sources),
                   [](ReceivedDocument& document) { return &document; });
    const PdfPages pages(std::move(sources));
    return pages.copy(1, pages.count(), folder);
}

}  // namespace voipnow
