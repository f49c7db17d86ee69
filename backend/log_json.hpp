// Jobs of the journal for programs: the JSON of `voipnow-fax log --json` and `voipnow-fax show --json`.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An object for each job:
//   "job" number, "uuid", "printer", "user", "title", "service", "extension" texts,
//   "state" one of receiving, sending, sent, held, retrying, stopped, in-doubt, failed, canceled,
//   "reason" text, empty when there is none, "pages" number, 0 while it is not known,
//   "received" and "changed" times as 2026-11-23T22:55:00Z, "billing" text, empty when there is none,
//   "recipients" the numbers of all faxes but the resent in order, "fax-ids" the service's ids of all faxes in order,
//   "faxes" an array of objects with "id", "uid" (empty until the service gave them), "recipients", "names" of
//   the recipients in the same order, empty where a number was written by hand, "firstPage" and "pages" (0 when not
//   known): which of the job's pages it has, "state" one of prepared, created, uploading, sent, in-doubt, held,
//   canceled, failed, resent, and "changed" (when it came into its state), "created" (the service knew it), "started"
//   (its last upload began) times, empty for what has not happened, "attempts" the number of uploads that began,
//   "words" what the service, or the way to it, said last when something went wrong.
// With files, each fax has also "files", an array of objects with "bytes" (0 when not known) and "sha256".
#pragma once

#include <rapidjson/prettywriter.h>

#include <ostream>
#include <string>

#include "backend/journal_rows.hpp"

namespace voipnow {

// What RapidJSON writes, on an std::ostream; on one line when that is wanted. A line feed in a text is written as \\n, so
// each that comes is layout.
class JsonStream {
  public:
    using Ch = char;

    JsonStream(std::ostream& out, bool isOneLine) : out_(out), isOneLine_(isOneLine) {}

    void Put(char c) {  // NOLINT(readability-identifier-naming): RapidJSON's name
        if (c != '\n' || !isOneLine_) {
            out_.put(c);
        }
    }
    void Flush() { out_.flush(); }  // NOLINT(readability-identifier-naming)

  private:
    std::ostream& out_;
    bool isOneLine_;
};

class LogJson {
  public:
    enum class Layout { kIndented, kLines };

    // With kLines each job is a line of its own.
    explicit LogJson(std::ostream& out, Layout layout = Layout::kIndented);

    void beginArray();
    void endArray();

    // `state` is the job's own, or what stands for it. As a JSON document of its own outside of an array.
    void job(const JobEntry& job, const std::string& state, bool withFiles);

  private:
    void add(const char* name, const std::string& text);
    void add(const char* name, std::int64_t number);
    void add(const char* name, const std::vector<std::string>& texts);
    void addTime(const char* name, std::int64_t when);
    void addFax(const FaxEntry& fax, bool withFiles);

    std::ostream& out_;
    JsonStream stream_;
    rapidjson::PrettyWriter<JsonStream> writer_;
    bool isInArray_ = false;
};

// The recipients of all of its faxes in order, but for those that another fax stands for (resent); and the service's ids
// of all that have one.
std::vector<Recipient> recipientsOf(const JobEntry& job);
std::vector<std::string> faxIdsOf(const JobEntry& job);

}  // namespace voipnow
