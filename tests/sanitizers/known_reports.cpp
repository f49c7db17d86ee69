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

// These libraries are not built with the thread sanitizer, which therefore does not see by which locks and guards their
// threads wait for each other: Pango sets fontconfig up in a thread of its own, and cpp-httplib has static variables in
// functions. What they do themselves is left out, and nothing of what they call.
extern "C" const char* __tsan_default_suppressions() {
    return "called_from_lib:libcpp-httplib.so\n"
           "called_from_lib:libfontconfig.so\n"
           "called_from_lib:libglib-2.0.so\n"
           "called_from_lib:libpangoft2-1.0.so\n";
}
