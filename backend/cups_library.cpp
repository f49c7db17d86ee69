// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_library.hpp"

#include <dlfcn.h>

#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

constexpr const char* kLibrary = "libcups.so.2";

JobError notThere() {
    const char* reason = ::dlerror();
    return {JobEnd::kQueueStopped, std::string("The library of CUPS cannot be used: ") +
                                       (reason == nullptr ? kLibrary : reason) + ". Install CUPS 2 anew."};
}

template <typename Function>
void find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    if (function == nullptr) {
        throw notThere();
    }
}

CupsLibrary load() {
    void* library = ::dlopen(kLibrary, RTLD_LAZY);
    if (library == nullptr) {
        throw notThere();
    }
    CupsLibrary cups{};
    find(library, "cupsAddOption", cups.addOption);
    find(library, "cupsFreeOptions", cups.freeOptions);
    find(library, "cupsGetPPD", cups.getPpd);
    find(library, "cupsLastErrorString", cups.lastErrorString);
    find(library, "cupsMarkOptions", cups.markOptions);
    find(library, "cupsParseOptions", cups.parseOptions);
    find(library, "ppdClose", cups.closePpd);
    find(library, "ppdErrorString", cups.ppdErrorString);
    find(library, "ppdFindAttr", cups.findAttribute);
    find(library, "ppdFindMarkedChoice", cups.findMarkedChoice);
    find(library, "ppdLastError", cups.lastPpdError);
    find(library, "ppdMarkDefaults", cups.markDefaults);
    find(library, "ppdOpenFile", cups.openPpd);
    return cups;
}

}  // namespace

const CupsLibrary& cupsLibrary() {
    static const CupsLibrary cups = load();
    return cups;
}

}  // namespace voipnow
