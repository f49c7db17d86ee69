// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/waiting_printers.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "backend/checks/fax_printers.hpp"
#include "backend/configuration.hpp"
#include "backend/interrupted_jobs.hpp"
#include "backend/printable.hpp"

namespace voipnow {
namespace {

std::vector<HeldJob> jobsOf(const std::string& printer, const std::vector<HeldJob>& all) {
    std::vector<HeldJob> jobs;
    std::copy_if(all.begin(), all.end(), std::back_inserter(jobs),
                 [&printer](const HeldJob& job) { return job.printer == printer; });
    return jobs;
}

// What still hinders the printer; that it is stopped is no reason to let it stand.
const Finding* obstacleIn(const CheckedPart& part) {
    const auto found = std::find_if(part.findings.begin(), part.findings.end(), [](const Finding& each) {
        return each.verdict == Verdict::kFailed && each.check != "queue";
    });
    return found == part.findings.end() ? nullptr : &*found;
}

void letGoOn(FaxQueues& cups, const CupsQueue& queue, const std::vector<HeldJob>& jobs, std::ostream& out) {
    if (queue.isWaitingForMending()) {
        cups.resume(queue.name);
        out << "The printer " << printable(queue.name) << " goes on.\n";
    }
    for (const HeldJob& job : jobs) {
        cups.release(job);
        out << "Job " << printable(queue.name) << '-' << job.number << " goes on.\n";
    }
}

}  // namespace

Verdict resumeWaiting(const std::string& printer, std::ostream& out) {
    FaxQueues cups;
    Verdict verdict = Verdict::kFine;
    if (printer.empty() &&
        !goOnWithInterruptedIn(Configuration(configurationFile(), Mistakes::kPassedOver).stateDirs(), out)) {
        verdict = Verdict::kFailed;
    }
    const std::vector<HeldJob> waiting = cups.waitingJobs();
    const CheckedPart machine = checkMachine();
    for (const CupsQueue& queue : cups.all()) {
        const std::vector<HeldJob> jobs = jobsOf(queue.name, waiting);
        if ((!printer.empty() && queue.name != printer) || (jobs.empty() && !queue.isWaitingForMending())) {
            continue;
        }
        const CheckedPart own = checkPrinter(queue);
        const Finding* obstacle = obstacleIn(machine);
        obstacle = obstacle == nullptr ? obstacleIn(own) : obstacle;
        if (obstacle == nullptr) {
            letGoOn(cups, queue, jobs, out);
            continue;
        }
        verdict = Verdict::kFailed;
        out << printable("The printer " + queue.name + " waits still, for " + obstacle->check + ": " +
                         obstacle->text + (obstacle->cure.empty() ? "" : ' ' + obstacle->cure))
            << '\n';
    }
    return verdict;
}

}  // namespace voipnow
