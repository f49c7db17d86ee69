// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/preview_command.hpp"

#include <glib.h>
#include <pwd.h>
#include <strings.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>

#include "backend/configuration.hpp"
#include "backend/fax_pdf_pages.hpp"
#include "backend/fax_preview.hpp"
#include "backend/filter_run.hpp"
#include "backend/interruption.hpp"
#include "backend/job_error.hpp"
#include "backend/job_options.hpp"
#include "backend/joined_document.hpp"
#include "backend/output_files.hpp"
#include "backend/page_picture.hpp"
#include "backend/preview_arguments.hpp"
#include "backend/preview_cover.hpp"
#include "backend/preview_report.hpp"
#include "backend/printable.hpp"
#include "backend/printer_description.hpp"
#include "backend/printer_ppd.hpp"
#include "backend/progress_bar.hpp"
#include "filters/g4_decoder.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsage =
    "Usage: voipnow-fax preview [-d PRINTER] [-o NAME=VALUE]... [--output FILE] [--json] FILE...\n";

constexpr const char* kHelp = R"(
Shows what the recipient would get if the FILEs, PDF documents, were printed to a
fax printer as one job. Nothing is sent.

For each page: its size in pixels; how many bytes it has in the code of most fax
machines (T.6) and in the one that all of them understand (T.4 MH); how many
seconds each takes on the line with a modem of 14,400 and of 9,600 bit/s, without
the calls and signals around the pages; how much of it is black. Then what the
pages may lack, and which of them could be better:
  slow  more than 60 seconds on the line (T.6, 14,400 bit/s), or more than 30
        seconds and three times as long as the middle page of three or more
  dark  more than 40 % black

  -d PRINTER      with the defaults of this fax printer; -P is the same. Without:
                  Letter paper, fine resolution, text with photographs.
  -o NAME=VALUE   an option of the job, as for lp; any number of times. These
                  make a difference: PageSize, Resolution, FaxContent, FaxCover
                  (with phone, FaxSubject and FaxComment on the cover page).
  --output FILE.pdf
                  writes the fax itself: what would be uploaded
  --output FILE-%d.png
                  writes a picture of each page, the number of the page for %d
                  (%03d: with leading zeros). A file of that name is replaced.
  --json          for programs; the members are described in the project's
                  backend/preview_report.hpp
  --              what follows are FILEs

What CUPS itself does before the fax pages are made is left out: page-ranges,
number-up and their like, and the conversion of other formats than PDF. Pages of
another size than PageSize may lie elsewhere on the paper when they are printed.

Exit status: 0 all pages were made; 1 they could not be made, the reason is on
standard error; 2 wrong arguments.

Examples:
  voipnow-fax preview letter.pdf
  voipnow-fax preview -d Fax -o Resolution=204x98dpi --output page-%d.png letter.pdf
)";

constexpr std::size_t kFirstBytes = 1024;  // a PDF reader looks for the mark in these

void refuseOther(const fs::path& file) {
    std::error_code ignored;
    if (fs::is_directory(file, ignored)) {
        throw JobError(JobEnd::kHeld, file.string() + " is a folder.");
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw JobError(JobEnd::kHeld, file.string() + " cannot be read: " + std::strerror(errno) + '.');
    }
    std::array<char, kFirstBytes> bytes{};
    in.read(bytes.data(), bytes.size());
    const std::string_view begin(bytes.data(), static_cast<std::size_t>(in.gcount()));
    if (begin.find("%PDF-") == std::string_view::npos) {
        const std::unique_ptr<char, void (*)(void*)> quoted(g_shell_quote(file.c_str()), &g_free);
        throw JobError(JobEnd::kHeld,
                       file.string() +
                           " is no PDF, and a preview is made of PDF only. Print it to a PDF in its "
                           "application, or let CUPS convert it: /usr/sbin/cupsfilter " +
                           quoted.get() + " >new.pdf");
    }
}

// What was asked for would destroy what is to be printed.
void refuseToReplaceInput(const PreviewArguments& arguments) {
    for (const fs::path& file : arguments.files) {
        std::error_code ignored;
        if (!arguments.output.empty() && fs::equivalent(file, arguments.output, ignored)) {
            throw WrongArguments("--output would replace the document " + file.string());
        }
    }
}

// Before the work, not after it.
void requireFolder(const std::string& output) {
    const fs::path folder = fs::path(output).parent_path();
    if (!output.empty() && ::access((folder / ".").c_str(), W_OK | X_OK) != 0) {
        throw JobError(JobEnd::kHeld, output + " cannot be written: " + std::strerror(errno) + '.');
    }
}

void tellWhatIsLeftOut(const std::string& options, std::ostream& errors) {
    const std::vector<std::string> names = appliedByCups(options);
    if (names.empty()) {
        return;
    }
    std::string listed;
    for (const std::string& name : names) {
        listed += (listed.empty() ? "" : ", ") + name;
    }
    errors << "Note: CUPS applies " << printable(listed)
           << " before the fax pages are made; this preview is without.\n";
}

std::string userName() {
    const passwd* user = ::getpwuid(::geteuid());
    return user == nullptr ? "user" : user->pw_name;
}

std::string environment(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr || *value == '\0' ? otherwise : value;
}

std::string contentOf(const std::string& options, const fs::path& ppd) {
    const std::vector<JobOption> all = parseJobOptions(options);
    const std::optional<std::string> chosen = valueOf(all, "FaxContent");
    return chosen ? *chosen : PrinterDescription(ppd.c_str()).choiceFor("FaxContent", all).value_or("Auto");
}

void requirePixels(bool isVectors, const std::string& output) {
    if (isVectors && isForPictures(output)) {
        throw JobError(
            JobEnd::kHeld,
            "With FaxContent=Vector the service makes the pixels, so there are no pictures of them. Choose "
            "--output FILE.pdf, or another FaxContent.");
    }
}

// Makes the preview; the parts of it in the order of their use.
class Preview {
  public:
    Preview(const PreviewArguments& arguments, const Interruption& interruption, std::ostream& errors)
        : arguments_(arguments),
          interruption_(interruption),
          folder_(environment("TMPDIR", "/tmp")),
          progress_(errors, terminalColumns(errors)) {}

    PreviewReport make() {
        const std::unique_ptr<PrinterPpd> printer = arguments_.printer.empty()
                                                        ? std::make_unique<PrinterPpd>()
                                                        : std::make_unique<PrinterPpd>(arguments_.printer);
        content_ = contentOf(arguments_.options, printer->path());
        requirePixels(strcasecmp(content_.c_str(), "Vector") == 0, arguments_.output);
        ReceivedDocument fax = joinDocuments(withCover(documents(printer->path()), printer->path()), folder_);
        interruption_.check();
        look(fax);
        writePdf(fax);
        files_.commit();
        report_.files = files_.paths();
        return std::move(report_);
    }

  private:
    std::vector<ReceivedDocument> documents(const fs::path& ppd) {
        const fs::path filter =
            findFilter(fs::read_symlink("/proc/self/exe"), environment("CUPS_SERVERBIN", ""));
        std::vector<ReceivedDocument> all;
        for (std::size_t i = 0; i < arguments_.files.size(); ++i) {
            const fs::path& file = arguments_.files[i];
            const FilterCall call{filter, userName(), file.filename().string(), arguments_.options,
                                  ppd,    file};
            const int count = static_cast<int>(arguments_.files.size());
            const int before = static_cast<int>(i);
            const FilterEvents events{
                [&](int percent) {
                    progress_.show((before * 100 + percent) / count, file.filename().string());
                },
                [&](const std::string& text) { report_.warnings.push_back(nameIfSeveral(file) + text); }};
            std::vector<ReceivedDocument> made = documentOf(call, events);
            std::move(made.begin(), made.end(), std::back_inserter(all));
        }
        return all;
    }

    std::vector<ReceivedDocument> withCover(std::vector<ReceivedDocument> all, const fs::path& ppd) {
        const PreviewedJob job{userName(),
                               arguments_.options,
                               arguments_.printer,
                               ppd,
                               configurationFile().parent_path(),
                               fs::read_symlink("/proc/self/exe"),
                               environment("CUPS_SERVERBIN", ""),
                               folder_};
        auto cover =
            previewedCover(job, all, [this](const std::string& text) { report_.warnings.push_back(text); });
        if (cover) {
            all.insert(all.begin(), std::move(*cover));
        }
        return all;
    }

    std::vector<ReceivedDocument> documentOf(const FilterCall& call, const FilterEvents& events) {
        try {
            return runFilter(call, folder_, interruption_, events);
        } catch (const JobError& error) {
            throw JobError(error.end(), nameIfSeveral(call.file) + error.what());
        }
    }

    std::string nameIfSeveral(const fs::path& file) const {
        return arguments_.files.size() > 1 ? file.string() + ": " : "";
    }

    void look(ReceivedDocument& fax) {
        report_.pages = fax.pages;
        report_.pdfBytes = fax.pdf.size();
        report_.isVectors = !readFaxPdf(fax.pdf.stream(), [this](const FaxPdfPage& page) { look(page); });
        requirePixels(report_.isVectors, arguments_.output);
        report_.hints = hintsFor(report_.costs, content_);
    }

    void look(const FaxPdfPage& page) {
        interruption_.check();
        const BitPage pixels = decodeG4(std::as_bytes(std::span(page.g4)), page.width, page.height);
        report_.costs.push_back(costOf(page, pixels));
        if (isForPictures(arguments_.output)) {
            files_.begin(picturePath(arguments_.output, page.number));
            const std::vector<std::uint8_t> png = pagePicture(pixels, page.resolution);
            files_.write(std::as_bytes(std::span(png)));
        }
    }

    void writePdf(ReceivedDocument& fax) {
        if (arguments_.output.empty() || isForPictures(arguments_.output)) {
            return;
        }
        fax.pdf.rewind();
        files_.begin(arguments_.output);
        std::array<std::byte, 65536> part{};
        for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), fax.pdf.stream())) > 0;) {
            files_.write(std::span(part).first(got));
            interruption_.check();
        }
        if (std::ferror(fax.pdf.stream()) != 0) {
            throw JobError(JobEnd::kHeld, "The fax cannot be read again from " + folder_.string() + '.');
        }
    }

    const PreviewArguments& arguments_;
    const Interruption& interruption_;
    fs::path folder_;
    std::string content_;
    PreviewReport report_;
    OutputFiles files_;
    ProgressBar progress_;
};

int preview(const PreviewArguments& arguments, std::ostream& out, std::ostream& errors) {
    std::for_each(arguments.files.begin(), arguments.files.end(), &refuseOther);
    requireFolder(arguments.output);
    tellWhatIsLeftOut(arguments.options, errors);
    PreviewReport report;
    {
        const Interruption interruption;
        report = Preview(arguments, interruption, errors).make();
    }
    arguments.json ? printPreviewAsJson(report, out) : printPreview(report, out);
    return 0;
}

}  // namespace

int runPreviewCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    PreviewArguments parsed;
    try {
        parsed = parsePreviewArguments(arguments);
        refuseToReplaceInput(parsed);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax preview: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    }
    if (parsed.help) {
        out << kUsage << kHelp;
        return 0;
    }
    return preview(parsed, out, errors);
}

}  // namespace voipnow
