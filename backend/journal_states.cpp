// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal_states.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "backend/sqlite.hpp"

namespace voipnow {
namespace {

constexpr std::array<std::pair<JobState, const char*>, 9> kJobStates{{
    {JobState::kReceiving, "receiving"},
    {JobState::kSending, "sending"},
    {JobState::kSent, "sent"},
    {JobState::kHeld, "held"},
    {JobState::kRetrying, "retrying"},
    {JobState::kStopped, "stopped"},
    {JobState::kInDoubt, "in-doubt"},
    {JobState::kFailed, "failed"},
    {JobState::kCanceled, "canceled"},
}};

constexpr std::array<std::pair<FaxState, const char*>, 9> kFaxStates{{
    {FaxState::kPrepared, "prepared"},
    {FaxState::kCreated, "created"},
    {FaxState::kUploading, "uploading"},
    {FaxState::kSent, "sent"},
    {FaxState::kInDoubt, "in-doubt"},
    {FaxState::kHeld, "held"},
    {FaxState::kCanceled, "canceled"},
    {FaxState::kFailed, "failed"},
    {FaxState::kResent, "resent"},
}};

template <typename Table, typename State>
std::string nameIn(const Table& table, State state) {
    return std::find_if(table.begin(), table.end(), [state](const auto& row) { return row.first == state; })
        ->second;
}

template <typename Table>
auto stateIn(const Table& table, const std::string& name) {
    const auto* const row =
        std::find_if(table.begin(), table.end(), [&name](const auto& each) { return name == each.second; });
    if (row == table.end()) {
        throw SqliteError("unknown state \"" + name + '"');
    }
    return row->first;
}

}  // namespace

std::string nameOf(JobState state) {
    return nameIn(kJobStates, state);
}

std::string nameOf(FaxState state) {
    return nameIn(kFaxStates, state);
}

JobState jobStateNamed(const std::string& name) {
    return stateIn(kJobStates, name);
}

FaxState faxStateNamed(const std::string& name) {
    return stateIn(kFaxStates, name);
}

}  // namespace voipnow
