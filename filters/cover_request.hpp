// What a cover page is to say, and how the backend tells it to the program `faxcover`.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The request is one JSON object in UTF-8, at most kLongestCoverRequest bytes, on the program's stdin:
//
//     to          array of {"number": text, "name": text}; the name may be empty or missing
//     from        text
//     subject     text
//     comment     text; may have line breaks
//     date        text, as it is to stand on the page
//     pages       number, 1 to 1000000: of the whole fax, the cover counted
//     template    absolute path of a template (filters/cover_template.hpp); empty: the built-in Standard
//     pageSize    a paper of filters/fax_paper.hpp: "Letter"
//     resolution  a resolution of filters/fax_paper.hpp: "204x196dpi"
//
// All of them must be there (but for a name), and no others. The answer is a PDF of one page, as
// filters/fax_pdf_writer.hpp writes it, on stdout: the same request gives the same bytes. What the reader of the page
// may miss is said on stderr in lines that begin with "WARNING: ". On failure there is nothing on stdout, one sentence
// on stderr, and the exit code is 1.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "backend/recipients.hpp"

namespace voipnow {

inline constexpr std::size_t kLongestCoverRequest = std::size_t{256} << 10;

struct CoverFields {
    std::vector<Recipient> to = {};
    std::string from = {};
    std::string subject = {};
    std::string comment = {};
    std::string date = {};
    int pages = 1;
    std::filesystem::path templateFile = {};  // empty: Standard
    std::string pageSize = "Letter";
    std::string resolution = "204x196dpi";
};

// The request. Bytes that are no UTF-8 become U+FFFD. JobError kHeld when it would be too long.
std::string coverRequest(const CoverFields& fields);

// The fields of a request. JobError kHeld, which names the member, when it is not as above.
CoverFields readCoverRequest(std::string_view request);

}  // namespace voipnow
