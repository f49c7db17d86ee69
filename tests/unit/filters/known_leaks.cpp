// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the leak sanitizer is not to report: fontconfig keeps what it read of a font to the end of the process, and the
// pages with text in these tests make Poppler look for fonts. Nobody calls this in a build without the sanitizer.
extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig.so";
}
