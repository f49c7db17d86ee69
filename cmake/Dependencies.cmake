# The libraries that the project stands on. What each is for is told in the README.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0)
pkg_check_modules(POPPLER_GLIB REQUIRED IMPORTED_TARGET poppler-glib)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo>=1.50)
pkg_check_modules(LCMS REQUIRED IMPORTED_TARGET lcms2)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(OPENSSL REQUIRED IMPORTED_TARGET openssl)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)
pkg_check_modules(TIFF REQUIRED IMPORTED_TARGET libtiff-4)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)

# Debian's libcups2-dev has cups-config and no pkg-config file.
find_path(CUPS_INCLUDE_DIR cups/backend.h REQUIRED)
find_library(CUPS_LIBRARY cups REQUIRED)
add_library(cups_headers INTERFACE)
target_include_directories(cups_headers SYSTEM INTERFACE ${CUPS_INCLUDE_DIR})
add_library(cups INTERFACE)
target_link_libraries(cups INTERFACE cups_headers ${CUPS_LIBRARY})

find_path(RAPIDJSON_INCLUDE_DIR rapidjson/document.h REQUIRED)
add_library(rapidjson INTERFACE)
target_include_directories(rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIR})
# std::string everywhere, and no assert() on data from outside: a wrong type is checked before it is read.
target_compile_definitions(rapidjson INTERFACE RAPIDJSON_HAS_STDSTRING=1)
