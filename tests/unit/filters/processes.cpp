// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/filters/processes.hpp"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace voipnow {
namespace {

std::string folderOf(pid_t process) {
    return "/proc/" + std::to_string(process);
}

}  // namespace

std::set<pid_t> childrenOf(pid_t parent) {
    std::set<pid_t> children;
    std::error_code gone;
    for (const auto& thread : std::filesystem::directory_iterator(folderOf(parent) + "/task", gone)) {
        std::ifstream list(thread.path() / "children");
        for (pid_t child = 0; list >> child;) {
            if (isRunning(child)) {
                children.insert(child);
            }
        }
    }
    return children;
}

std::set<pid_t> ownChildren() {
    return childrenOf(::getpid());
}

pid_t onlyOf(const std::set<pid_t>& children) {
    if (children.size() != 1) {
        throw std::runtime_error("there are " + std::to_string(children.size()) + " processes");
    }
    return *children.begin();
}

bool isRunning(pid_t process) {
    std::ifstream stat(folderOf(process) + "/stat");
    std::string text;
    std::getline(stat, text);
    // The state comes behind the name, which stands in brackets and may hold anything.
    const std::size_t name = text.rfind(") ");
    return name != std::string::npos && text[name + 2] != 'Z' && text[name + 2] != 'X';
}

bool hasEnded(pid_t process) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (isRunning(process)) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

std::map<int, std::string> openFilesOf(pid_t process) {
    std::map<int, std::string> files;
    for (const auto& file : std::filesystem::directory_iterator(folderOf(process) + "/fd")) {
        files[std::stoi(file.path().filename())] = std::filesystem::read_symlink(file.path());
    }
    return files;
}

}  // namespace voipnow
