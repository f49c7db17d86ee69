// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the sanitizers are not to report in any program of this project. It is linked into all of them in a build with
// sanitizers, and in no other. A program is to have these with it: the backend starts faxcover without our environment.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions();

// fontconfig keeps what it read of a font to the end of the process.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig.so";
}

// Pango has a thread of its own that sets fontconfig up. The libraries are not built with the thread sanitizer, which
// therefore does not see the locks of GLib by which they wait for it.
extern "C" const char* __tsan_default_suppressions() {
    return "race:libfontconfig.so\n"
           "race:libpangoft2-1.0.so\n"
           "race:libglib-2.0.so\n";
}
