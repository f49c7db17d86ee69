// PrinterPpd: the PPD of a queue, for programs that cupsd does not start.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace voipnow {

class PrinterPpd {
  public:
    // No printer: an empty path.
    PrinterPpd() = default;

    // Asks the CUPS server for the PPD of `printer`; where none answers, looks into $CUPS_SERVERROOT/ppd (/etc/cups/ppd).
    // JobError kHeld when there is no such queue, none with a PPD, or it is of another model than ours.
    explicit PrinterPpd(const std::string& printer);
    // Removes what was fetched.
    ~PrinterPpd();
    PrinterPpd(const PrinterPpd&) = delete;
    PrinterPpd& operator=(const PrinterPpd&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    void requireFaxModel(const std::string& printer) const;
    void removeFetched() const;

    std::filesystem::path path_;
    bool isFetched_ = false;
};

}  // namespace voipnow
