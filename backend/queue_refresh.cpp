// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/queue_refresh.hpp"

#include <cups/cups.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "backend/job_error.hpp"
#include "backend/phonebook_file.hpp"
#include "backend/ppd_model.hpp"

namespace voipnow {
namespace {

using Connection = std::unique_ptr<http_t, decltype(&httpClose)>;
using Message = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

constexpr int kTimeoutMilliseconds = 10'000;
constexpr std::chrono::milliseconds kBetweenLooks{200};
constexpr std::string_view kScheme = "voipnow:";

struct Queue {
    std::string name;
    std::string deviceUri;
    ipp_pstate_t state = IPP_PSTATE_IDLE;
};

// Without a terminal nobody can answer, and with one root needs no password: local root has cupsd's certificate.
const char* noPassword(const char*, http_t*, const char*, const char*, void*) {
    return nullptr;
}

Connection connect() {
    Connection server(httpConnect2(cupsServer(), ippPort(), nullptr, AF_UNSPEC, cupsEncryption(), 1,
                                   kTimeoutMilliseconds, nullptr),
                      &httpClose);
    if (!server) {
        throw JobError(JobEnd::kHeld, std::string("CUPS does not answer at ") + cupsServer() + " (" +
                                          cupsLastErrorString() + ").");
    }
    return server;
}

std::string uriOf(const std::string& printer) {
    std::array<char, HTTP_MAX_URI> uri{};
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri.data(), static_cast<int>(uri.size()), "ipp", nullptr,
                     "localhost", 0, "/printers/%s", printer.c_str());
    return uri.data();
}

ipp_t* newRequest(ipp_op_t operation) {
    ipp_t* request = ippNewRequest(operation);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    return request;
}

void addWanted(ipp_t* request) {
    constexpr std::array<const char*, 3> kWanted{"printer-name", "device-uri", "printer-state"};
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(kWanted.size()), nullptr, kWanted.data());
}

std::vector<Queue> queuesIn(ipp_t* answer) {
    std::vector<Queue> queues;
    Queue queue;
    const auto finish = [&] {
        if (!queue.name.empty()) {
            queues.push_back(std::exchange(queue, Queue()));
        }
    };
    for (ipp_attribute_t* each = ippFirstAttribute(answer); each != nullptr;
         each = ippNextAttribute(answer)) {
        const char* name = ippGetName(each);
        if (name == nullptr) {
            finish();  // between two printers
        } else if (std::strcmp(name, "printer-name") == 0) {
            queue.name = ippGetString(each, 0, nullptr);
        } else if (std::strcmp(name, "device-uri") == 0) {
            queue.deviceUri = ippGetString(each, 0, nullptr);
        } else if (std::strcmp(name, "printer-state") == 0) {
            queue.state = static_cast<ipp_pstate_t>(ippGetInteger(each, 0));
        }
    }
    finish();
    return queues;
}

std::vector<Queue> askFor(http_t* server, ipp_t* request) {
    addWanted(request);
    const Message answer(cupsDoRequest(server, request, "/"), &ippDelete);
    if (cupsLastError() == IPP_STATUS_ERROR_NOT_FOUND) {
        return {};
    }
    if (!answer || cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST) {
        throw JobError(JobEnd::kHeld,
                       std::string("CUPS does not list its printers (") + cupsLastErrorString() + ").");
    }
    return queuesIn(answer.get());
}

std::vector<Queue> allFaxPrinters(http_t* server) {
    std::vector<Queue> queues = askFor(server, newRequest(IPP_OP_CUPS_GET_PRINTERS));
    queues.erase(std::remove_if(queues.begin(), queues.end(),
                                [](const Queue& queue) { return !queue.deviceUri.starts_with(kScheme); }),
                 queues.end());
    return queues;
}

std::optional<Queue> queueCalled(http_t* server, const std::string& printer) {
    ipp_t* request = newRequest(IPP_OP_GET_PRINTER_ATTRIBUTES);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, uriOf(printer).c_str());
    const std::vector<Queue> queues = askFor(server, request);
    return queues.empty() ? std::nullopt : std::optional(queues.front());
}

// A file that has a name until this object is gone: libcups takes names.
class NamedFile {
  public:
    NamedFile()
        : name_((temporaryFolder() / "voipnow-XXXXXX").string()), open_(::mkostemp(name_.data(), O_CLOEXEC)) {
        if (open_ < 0) {
            throw JobError(JobEnd::kHeld, "No file can be made in " + temporaryFolder().string() + ": " +
                                              std::strerror(errno) + '.');
        }
    }
    ~NamedFile() {
        ::close(open_);
        ::unlink(name_.c_str());
    }
    NamedFile(const NamedFile&) = delete;
    NamedFile& operator=(const NamedFile&) = delete;

    const std::string& name() const { return name_; }
    int descriptor() const { return open_; }

    std::string text() const {
        std::ifstream in(name_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& text) const {
        std::ofstream out(name_, std::ios::binary);
        out << text;
        if (!out.flush()) {
            throw JobError(JobEnd::kHeld, name_ + " cannot be written: the disk may be full.");
        }
    }

  private:
    static std::filesystem::path temporaryFolder() { return std::filesystem::temp_directory_path(); }

    std::string name_;
    int open_;
};

// Always from the server: libcups would look into the folder of the system's CUPS first, which may be another one.
std::optional<std::string> ppdOf(http_t* server, const std::string& printer) {
    const NamedFile file;
    const std::string path = "/printers/" + printer + ".ppd";
    if (cupsGetFd(server, path.c_str(), file.descriptor()) != HTTP_STATUS_OK) {
        return std::nullopt;
    }
    return file.text();
}

// Gives what CUPS said when it did not take it.
std::optional<std::string> sendPpd(http_t* server, const std::string& printer, const std::string& ppd) {
    const NamedFile file;
    file.write(ppd);
    ipp_t* request = newRequest(IPP_OP_CUPS_ADD_MODIFY_PRINTER);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, uriOf(printer).c_str());
    const Message answer(cupsDoFileRequest(server, request, "/admin/", file.name().c_str()), &ippDelete);
    if (answer && cupsLastError() < IPP_STATUS_ERROR_BAD_REQUEST) {
        return std::nullopt;
    }
    return cupsLastErrorString();
}

class Refresher {
  public:
    explicit Refresher(const QueueRefresh& refresh) : refresh_(refresh), server_(connect()) {
        cupsSetPasswordCB2(&noPassword, nullptr);
    }

    RefreshedQueues run() {
        std::vector<std::pair<Queue, Phonebook>> all;
        for (Queue& queue : queues()) {
            Phonebook book = phonebookFor(refresh_.serverRoot, queue.name);
            all.emplace_back(std::move(queue), std::move(book));
        }
        for (const auto& [queue, book] : all) {
            refresh(queue, book);
        }
        return std::move(made_);
    }

  private:
    std::vector<Queue> queues() const {
        if (refresh_.printer.empty()) {
            return allFaxPrinters(server_.get());
        }
        const std::optional<Queue> queue = queueCalled(server_.get(), refresh_.printer);
        if (!queue) {
            throw JobError(JobEnd::kHeld, "The printer " + refresh_.printer +
                                              " is not there. `lpstat -e` lists the printers.");
        }
        return {*queue};
    }

    void refresh(const Queue& queue, const Phonebook& book, bool hasWaited = false) {
        const std::optional<std::string> ppd = ppdOf(server_.get(), queue.name);
        const PpdWithChoices wanted = withChoices(broughtToModel(ppd.value_or(""), refresh_.model), book,
                                                  refresh_.timesFaxed, refresh_.templates);
        if (!ppd || !wanted.hasPhone) {
            fail(queue, "it is not of the model \"VoipNow Fax\".");
        } else if (wanted.text == *ppd) {
            made_.unchanged.push_back(queue.name);
        } else if (!hasWaited) {
            if (waitUntilIdle(queue.name)) {
                refresh(queue, book, true);  // from the start: its administrator may have been faster
            } else {
                fail(queue, "it is busy with a job, which CUPS would start anew.");
            }
        } else if (const std::optional<std::string> refusal =
                       sendPpd(server_.get(), queue.name, wanted.text)) {
            fail(queue, "CUPS does not take it (" + *refusal + "); those who administer CUPS may (root).");
        } else {
            made_.changed.push_back(queue.name);
            for (const std::string& note : wanted.notes) {
                made_.notes.push_back("Printer " + queue.name + ": " + note);
            }
        }
    }

    bool waitUntilIdle(const std::string& printer) const {
        const auto end = std::chrono::steady_clock::now() + refresh_.longestWait;
        for (;;) {
            const std::optional<Queue> now = queueCalled(server_.get(), printer);
            if (!now || now->state != IPP_PSTATE_PROCESSING) {
                return true;
            }
            if (std::chrono::steady_clock::now() >= end) {
                return false;
            }
            std::this_thread::sleep_for(kBetweenLooks);
        }
    }

    void fail(const Queue& queue, const std::string& why) {
        made_.failures.push_back("The printer " + queue.name + " does not have the phone book yet: " + why);
    }

    const QueueRefresh& refresh_;
    Connection server_;
    RefreshedQueues made_;
};

}  // namespace

RefreshedQueues refreshQueues(const QueueRefresh& refresh) {
    return Refresher(refresh).run();
}

}  // namespace voipnow
