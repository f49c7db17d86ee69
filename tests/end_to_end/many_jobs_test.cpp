// Many jobs at once on several queues, which share the service, its token, and the journal.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/direct_backend.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kQueues = 4;
constexpr int kJobsOfEach = kIsSanitized ? 25 : 125;
constexpr std::chrono::seconds kLongest{100};

class ManyJobs : public FaxPrinterTest {
  protected:
    // Prints the queue's jobs, each to a number of its own. For one thread of each queue.
    void printAll(int queue, const std::filesystem::path& page) const {
        for (const std::string& number : numbersFrom(queue * kJobsOfEach, kJobsOfEach)) {
            cups_.print(nameOf(queue), {page}, to(number));
        }
    }

    static std::string nameOf(int queue) { return "Fax" + std::to_string(queue); }

    std::string activeJobs() const { return runOrThrow({"lpstat", "-o"}, cups_.environment()); }
};

TEST_F(ManyJobs, FiveHundredOnFourQueuesAllArriveOnce) {
    const auto page = scratch_.write("page.pdf", drawnPdf({numberedPage(1)}));
    for (int queue = 0; queue < kQueues; ++queue) {
        cups_.addQueue(nameOf(queue), "voipnow://" + emulator_.api() + "/@me/0003*210");
    }
    std::vector<std::thread> printing;
    printing.reserve(kQueues);
    for (int queue = 0; queue < kQueues; ++queue) {
        printing.emplace_back([this, queue, &page] { printAll(queue, page); });
    }
    for (std::thread& each : printing) {
        each.join();
    }
    const Clock::time_point end = Clock::now() + kLongest;
    while (!activeJobs().empty() && Clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    EXPECT_EQ(activeJobs(), "");

    const std::map<std::string, int> sent = emulator_.faxesByNumber();
    EXPECT_EQ(sent.size(), static_cast<std::size_t>(kQueues * kJobsOfEach));
    for (const auto& [number, count] : sent) {
        EXPECT_EQ(count, 1) << number;
    }
}

}  // namespace
}  // namespace voipnow::end_to_end
