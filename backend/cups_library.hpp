// CupsLibrary: the functions of libcups about options and PPDs, loaded when they are first needed.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// libcups brings twenty libraries along, for TLS, Kerberos and the discovery of printers, and loading them takes longer
// than making a fax page. The filter needs none of them, and these few functions only while its first worker process is
// already at the document. So the filter does not link libcups; the backend does, and there this gives the same functions.
#pragma once

#include <cups/cups.h>
// The PPD functions are marked as deprecated since CUPS 1.6 and are there in all of CUPS 2.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <cups/ppd.h>

namespace voipnow {

struct CupsLibrary {
    decltype(&::cupsAddOption) addOption;
    decltype(&::cupsFreeOptions) freeOptions;
    decltype(&::cupsGetPPD) getPpd;
    decltype(&::cupsLastErrorString) lastErrorString;
    decltype(&::cupsMarkOptions) markOptions;
    decltype(&::cupsParseOptions) parseOptions;
    decltype(&::ppdClose) closePpd;
    decltype(&::ppdErrorString) ppdErrorString;
    decltype(&::ppdFindAttr) findAttribute;
    decltype(&::ppdFindMarkedChoice) findMarkedChoice;
    decltype(&::ppdLastError) lastPpdError;
    decltype(&::ppdMarkDefaults) markDefaults;
    decltype(&::ppdOpenFile) openPpd;
};

// Loads the library at the first call, for good. JobError kQueueStopped when it is not there or lacks a function.
const CupsLibrary& cupsLibrary();

}  // namespace voipnow
#pragma GCC diagnostic pop
