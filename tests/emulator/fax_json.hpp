// The JSON form of a fax, for tests, for the inbox page and for fax.json.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//     {"id":262,"uid":"…","user":"@me","extension":"0003*210","recipients":["…"],"state":"created|sent|failed",
//      "created":"ISO time","sent":"ISO time or null","unknownMembers":[],"pages":1,"seconds":12.3,
//      "files":[{"name":"…","contentType":"…","uploadIdentifier":"…","declaredSize":1,"receivedSize":1,"uploads":1,
//                "sha256":"…","path":"…","pages":1,"problem":"","headers":[["Name","value"]],
//                "measures":[{"width":1728,"height":2156,"widthPoints":612,"heightPoints":792,
//                             "g4Bytes":1,"mhBytes":1,"seconds":12.3}]}]}
//
// `seconds` is the time on the line at 14,400 bit/s (G4), null where it was not measured or nothing was sent.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/emulator/faxbox.hpp"
#include "tests/emulator/json_text.hpp"

namespace voipnow::emulator {

struct PageMeasure {
    int width = 0;  // pixels
    int height = 0;
    double widthPoints = 0;
    double heightPoints = 0;
    std::uint64_t g4Bytes = 0;
    std::uint64_t mhBytes = 0;

    double seconds() const;
};

// Gives the measures of a file's pages, one for each; none where they are not known.
using MeasuresOf = std::function<std::vector<PageMeasure>(const FaxFile&)>;

void writeFax(JsonWriter& json, const Fax& fax, const MeasuresOf& measuresOf);

// Without measures.
std::string faxJson(const Fax& fax);

}  // namespace voipnow::emulator
