// Looks at processes in /proc, for tests of those that the filter starts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <map>
#include <set>
#include <string>

namespace voipnow {

// The processes that `parent` started and that still run.
std::set<pid_t> childrenOf(pid_t parent);

// The same of this process.
std::set<pid_t> ownChildren();

// The only one of them. Throws std::runtime_error when there is none or more than one.
pid_t onlyOf(const std::set<pid_t>& children);

// Whether it still does something: one that has ended, and that nobody has asked for its end, does not.
bool isRunning(pid_t process);

// Waits until it does not run any more; false when it still runs after half a minute.
bool hasEnded(pid_t process);

// What its open files are, by their numbers, as /proc names them.
std::map<int, std::string> openFilesOf(pid_t process);

}  // namespace voipnow
