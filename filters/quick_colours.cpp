// Makes colour profiles quick: a photograph with a profile would take ten times as long without this file.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Poppler converts colours by lcms2, and asks it with cmsFLAGS_NOOPTIMIZE to compute each pixel anew in floating point:
// a tenth of a second for a picture of 900 x 600 pixels. The flag is good for profiles of printers, whose optimisation is
// a large table; for red, green and blue it is a small one, and the result differs by a level of gray at the most. Poppler
// has no setting for it. So this program has a function of the name that Poppler looks for, which calls the real one
// without the flag; the loader of programs takes the program's own functions first (see "symbol interposition" in ld.so
// and dlsym(3)). Where that does not work, pages come out the same, only later.
#include <dlfcn.h>
#include <lcms2.h>

extern "C" cmsHTRANSFORM cmsCreateTransform(cmsHPROFILE input, cmsUInt32Number inputFormat,
                                            cmsHPROFILE output, cmsUInt32Number outputFormat,
                                            cmsUInt32Number intent, cmsUInt32Number flags) {
    static const auto real =
        reinterpret_cast<decltype(&cmsCreateTransform)>(::dlsym(RTLD_NEXT, "cmsCreateTransform"));
    if (real == nullptr) {
        return nullptr;  // Poppler takes the colours without their profile
    }
    const bool isThreeBytes = T_CHANNELS(inputFormat) == 3 && T_BYTES(inputFormat) == 1;
    return real(input, inputFormat, output, outputFormat, intent,
                isThreeBytes ? flags & ~static_cast<cmsUInt32Number>(cmsFLAGS_NOOPTIMIZE) : flags);
}
