// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_work.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "backend/job_error.hpp"
#include "filters/binarisation.hpp"
#include "filters/continuous_tones.hpp"
#include "filters/drawn_images.hpp"
#include "filters/drawn_text.hpp"
#include "filters/g4_encoder.hpp"
#include "filters/halftone.hpp"
#include "filters/page_marks.hpp"
#include "filters/page_protocol.hpp"
#include "filters/page_renderer.hpp"
#include "filters/pdf_document.hpp"
#include "filters/poppler_complaints.hpp"
#include "filters/replaced_fonts.hpp"
#include "filters/vector_document.hpp"

namespace voipnow {
namespace {

void limitMemory(std::uint64_t bytes) {
    rlimit limit{};
    ::getrlimit(RLIMIT_DATA, &limit);
    if (kMemoryCanBeLimited) {
        limit.rlim_cur = std::min<rlim_t>(bytes, limit.rlim_max);
        ::setrlimit(RLIMIT_DATA, &limit);
    }
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);  // a core would hold the document
}

void limitTime(std::chrono::seconds more) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    rlimit limit{};
    ::getrlimit(RLIMIT_CPU, &limit);
    const auto seconds = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + more.count());
    limit.rlim_cur = std::min(seconds, limit.rlim_max);
    ::setrlimit(RLIMIT_CPU, &limit);
}

constexpr int kForgetEvery = 16;  // pages

// What is kept from page to page, for one kind of page.
struct PageTools {
    explicit PageTools(const FaxSettings& theSettings)
        : settings(theSettings),
          grid(faxGrid(settings.paper, settings.resolution)),
          contrast(localContrastFor(settings.resolution.down)),
          screen(settings.resolution),
          renderer(grid) {}

    FaxSettings settings;
    FaxGrid grid;
    LocalContrast contrast;
    HalftoneScreen screen;
    PageRenderer renderer;
};

BitPage blackAndWhite(const GrayPage& gray, PopplerPage* page, int number, const PageTools& tools) {
    const std::size_t tileHeight = tools.contrast.tileHeight;
    const GrayTiles tiles = grayTilesOf(gray, tileHeight);
    BitPage bits = binarise(gray, tiles, tools.contrast);
    if (tools.settings.content == FaxContent::kPhoto) {
        halftone(gray, TileTable<bool>(tiles.columns(), tiles.rows(), true), tileHeight, tools.screen, bits);
    } else if (tools.settings.content == FaxContent::kAuto && mayHaveTones(tiles)) {
        const std::vector<ImageTiles> images = drawnImages(page, number, tools.grid, tileHeight);
        if (const auto tones = continuousTones(tiles, images)) {
            halftone(gray, *tones, tileHeight, tools.screen, bits);
        }
    }
    return bits;
}

class PageWork {
  public:
    PageWork(const PdfInput& input, const FaxLimits& limits, int socket)
        : limits_(limits), socket_(socket), document_(input) {}

    int pages() const { return document_.pages(); }

    void answer(const Request& request) {
        limitTime(limits_.pageTime);
        switch (request.kind) {
            case RequestKind::kPage:
                makePage(request, DrawingWay::kRecorded);
                break;
            case RequestKind::kPageAgain:
                makePage(request, DrawingWay::kPlain);
                break;
            case RequestKind::kFonts:
                sendReply(socket_, ReplyKind::kFonts, 0, replacedFonts(document_, request.page));
                break;
            case RequestKind::kVectorPdf:
                makeVectorPdf(request);
                break;
        }
    }

  private:
    void makePage(const Request& request, DrawingWay way) {
        if (!tools_) {
            tools_.emplace(request.settings);
        }
        const PdfPage page = document_.page(request.page);
        complaints_.take();
        tellMarks(request, drawWithoutMarks(page.get(), request, way));
        const GrayPage& gray = tools_->renderer.gray();
        const BitPage bits = blackAndWhite(gray, page.get(), request.page, *tools_);
        tellComplaint(request.page, bits.isBlank());
        sendReply(socket_, ReplyKind::kPage, request.page, encodeG4(bits));
        if (++pagesMade_ % kForgetEvery == 0) {
            document_.forgetFile();
        }
    }

    // Most documents have no mark, and in one that has there may be many (a mail merge): glyphs are kept from the first page
    // on that may have one, which is drawn again for it. Keeping them takes a twentieth of the time of a page.
    std::vector<PageMark> drawWithoutMarks(PopplerPage* page, const Request& request, DrawingWay way) {
        if (request.settings.marksAreText) {
            tools_->renderer.draw(page, request.page, way);
            return {};
        }
        if (!keepsGlyphs_) {
            DrawnText watched(DrawnText::Keeps::kNothing);
            tools_->renderer.draw(page, request.page, way, &watched);
            if (!watched.mayHoldMarks()) {
                return {};
            }
        }
        DrawnText drawn(DrawnText::Keeps::kGlyphs);
        tools_->renderer.draw(page, request.page, way, &drawn);
        std::vector<PageMark> marks;
        if (drawn.mayHoldMarks()) {
            marks = marksOn(page, drawn, request.page, request.settings.job);
        }
        keepsGlyphs_ = keepsGlyphs_ || !marks.empty();
        if (std::vector<TextBox> boxes = boxesOf(marks); !drawn.leftOutJust(boxes)) {
            DrawnText others(std::move(boxes));
            tools_->renderer.draw(page, request.page, way, &others);
        }
        return marks;
    }

    void tellMarks(const Request& request, const std::vector<PageMark>& found) {
        if (found.empty()) {
            return;
        }
        std::vector<FaxMark> marks;
        marks.reserve(found.size());
        std::transform(found.begin(), found.end(), std::back_inserter(marks),
                       [](const PageMark& each) { return each.mark; });
        sendReply(socket_, ReplyKind::kMarks, request.page, textOfMarks(marks));
    }

    void tellComplaint(int number, bool isBlank) {
        const std::optional<std::string> complaint = complaints_.take();
        if (!complaint) {
            return;
        }
        if (isBlank) {
            throw JobError(
                JobEnd::kCanceled,
                "Page " + std::to_string(number) + " is broken (" + *complaint +
                    ") and would be blank, so nothing was sent. Save the document anew, or print a page "
                    "range without it.");
        }
        sendReply(socket_, ReplyKind::kComplaint, number, *complaint);
    }

    void makeVectorPdf(Request request) {
        VectorDocument vectors(request.settings.paper,
                               [this](std::span<const std::byte> bytes) { sendPdf(bytes); });
        for (int number = 1; number <= pages(); ++number) {
            limitTime(limits_.pageTime);
            complaints_.take();
            request.page = number;
            const PdfPage page = document_.page(number);
            const std::vector<PageMark> marks = marksOf(page.get(), request);
            DrawnText others(boxesOf(marks));
            vectors.addPage(page.get(), number, &others);
            tellMarks(request, marks);
            tellComplaint(number, false);
            sendReply(socket_, ReplyKind::kPdfPage, number);
        }
        vectors.finish();
        sendReply(socket_, ReplyKind::kPdfEnd, pages());
    }

    // What was written into a PDF cannot be taken back, so the page is drawn for its text first.
    static std::vector<PageMark> marksOf(PopplerPage* page, const Request& request) {
        if (request.settings.marksAreText) {
            return {};
        }
        DrawnText drawn(DrawnText::Keeps::kGlyphs);
        drawNowhere(page, drawn);
        return drawn.mayHoldMarks() ? marksOn(page, drawn, request.page, request.settings.job)
                                    : std::vector<PageMark>{};
    }

    // In parts: cairo gives a photograph in one piece, and the filter takes no reply that is too long.
    void sendPdf(std::span<const std::byte> bytes) const {
        while (!bytes.empty()) {
            const auto part = bytes.first(std::min(bytes.size(), limits_.pageBytes));
            sendReply(socket_, ReplyKind::kPdfBytes, 0, part);
            bytes = bytes.subspan(part.size());
        }
    }

    FaxLimits limits_;
    int socket_;
    PopplerComplaints complaints_;
    PdfDocument document_;
    std::optional<PageTools> tools_;
    int pagesMade_ = 0;
    bool keepsGlyphs_ = false;
};

void sendError(int socket, const JobError& error) {
    sendReply(socket, ReplyKind::kError, exitCode(error.end()), std::string_view(error.what()));
}

void work(const PdfInput& input, const FaxLimits& limits, int socket) {
    std::optional<PageWork> pageWork;
    try {
        pageWork.emplace(input, limits, socket);
    } catch (const JobError& error) {
        sendError(socket, error);
        return;
    }
    sendReply(socket, ReplyKind::kOpened, pageWork->pages());
    while (const std::optional<Request> request = receiveRequest(socket)) {
        try {
            pageWork->answer(*request);
        } catch (const JobError& error) {
            sendError(socket, error);
        }
    }
}

}  // namespace

int runPageWork(const PdfInput& input, const FaxLimits& limits, int socket) {
    limitMemory(limits.memory);
    limitTime(limits.pageTime);
    try {
        work(input, limits, socket);
        return kWorkerIsDone;
    } catch (const std::bad_alloc&) {
        return kWorkerHasNoMemory;
    }
}

}  // namespace voipnow
