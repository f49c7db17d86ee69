// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_stream.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

namespace voipnow {
namespace {

constexpr std::string_view kMark = "voipnow-fax 1";
constexpr std::string_view kMarkOfAnyVersion = "voipnow-fax ";
constexpr std::size_t kReadSize = std::size_t{1} << 16;

constexpr std::array<std::pair<std::string_view, JobEnd>, 4> kEndNames{{
    {"held", JobEnd::kHeld},
    {"stopped", JobEnd::kQueueStopped},
    {"canceled", JobEnd::kCanceled},
    {"retried", JobEnd::kRetriedLater},
}};

std::string_view nameOf(JobEnd end) {
    const auto* const found = std::find_if(kEndNames.begin(), kEndNames.end(),
                                           [end](const auto& row) { return row.second == end; });
    return found->first;
}

void writeAll(int out, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(out, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            throw JobError(JobEnd::kRetriedLater,
                           std::string("The fax pages cannot be handed on: ") + std::strerror(errno) + ".");
        }
    }
}

class JsonLine {
  public:
    JsonLine() { writer_.StartObject(); }

    void add(std::string_view name, std::string_view text) {
        key(name);
        writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    }
    void add(std::string_view name, const std::vector<DocumentMark>& marks) {
        key(name);
        writer_.StartArray();
        for (const DocumentMark& each : marks) {
            writer_.StartObject();
            add("page", static_cast<std::uint64_t>(each.page));
            add("mark", keywordOf(each.mark.kind));
            add("value", each.mark.value);
            writer_.EndObject();
        }
        writer_.EndArray();
    }
    void add(std::string_view name, std::uint64_t number) {
        key(name);
        writer_.Uint64(number);
    }
    std::string finish() {
        writer_.EndObject();
        return std::string(buffer_.GetString(), buffer_.GetSize()) + '\n';
    }

  private:
    void key(std::string_view name) {
        writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    }

    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

[[noreturn]] void notAFaxStream(const std::string& why) {
    throw JobError(JobEnd::kCanceled,
                   "The print data did not come from the fax filter (" + why +
                       "). Print again without \"-o raw\", and to a queue that has the model "
                       "\"VoipNow Fax\".");
}

// Inside a stream that began well: a filter died in the middle of it, and the next one's output came behind.
[[noreturn]] void brokenFrame(const std::string& why) {
    throw JobError(JobEnd::kHeld, "The fax pages did not arrive whole from the filter (" + why +
                                      "), so nothing was sent. Release the job to make them again.");
}

rapidjson::Document parseObject(const std::string& line) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (document.HasParseError() || !document.IsObject()) {
        brokenFrame("a line of its frame is broken");
    }
    return document;
}

std::string textMember(const rapidjson::Document& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString()) {
        brokenFrame(std::string("its frame lacks \"") + name + '"');
    }
    return {member->value.GetString(), member->value.GetStringLength()};
}

std::uint64_t numberMember(const rapidjson::Document& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsUint64()) {
        brokenFrame(std::string("its frame lacks \"") + name + '"');
    }
    return member->value.GetUint64();
}

int pagesMember(const rapidjson::Document& object) {
    constexpr std::uint64_t kMost = 1'000'000;
    const std::uint64_t pages = numberMember(object, "pages");
    if (pages > kMost) {
        brokenFrame("an impossible number of pages");
    }
    return static_cast<int>(pages);
}

std::vector<DocumentMark> marksMember(const rapidjson::Document& object) {
    std::vector<DocumentMark> marks;
    const auto member = object.FindMember("marks");
    if (member == object.MemberEnd()) {
        return marks;
    }
    if (!member->value.IsArray()) {
        brokenFrame("its marks are no list");
    }
    for (const rapidjson::Value& each : member->value.GetArray()) {
        const auto kind = each.IsObject() && each.HasMember("page") && each["page"].IsInt() &&
                                  each.HasMember("mark") && each["mark"].IsString() &&
                                  each.HasMember("value") && each["value"].IsString()
                              ? markKindOf(each["mark"].GetString())
                              : std::nullopt;
        if (!kind) {
            brokenFrame("one of its marks is broken");
        }
        marks.push_back({each["page"].GetInt(), {*kind, each["value"].GetString()}});
    }
    return marks;
}

std::size_t chunkLength(const std::string& line) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), length);
    if (error != std::errc() || end != line.data() + line.size() || length > kLongestChunk) {
        brokenFrame("the length of a chunk is broken");
    }
    return length;
}

}  // namespace

void FaxStreamWriter::begin(const DocumentHead& head) {
    JsonLine line;
    line.add("pages", static_cast<std::uint64_t>(head.pages));
    line.add("title", head.title.substr(0, kLongestLine / 8));
    line.add("filetype", head.filetype);
    writeAll(out_, std::string(kMark) + '\n' + line.finish());
    begun_ = true;
}

void FaxStreamWriter::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const std::size_t length = std::min(bytes.size(), kLongestChunk);
        writeAll(out_, std::to_string(length) + '\n');
        writeAll(out_, {reinterpret_cast<const char*>(bytes.data()), length});
        bytes = bytes.subspan(length);
        bytes_ += length;
    }
}

void FaxStreamWriter::complete(int pages, const std::vector<DocumentMark>& marks) {
    JsonLine line;
    line.add("end", "complete");
    line.add("pages", static_cast<std::uint64_t>(pages));
    line.add("bytes", bytes_);
    if (!marks.empty()) {
        line.add("marks", marks);
    }
    const std::string text = line.finish();
    if (text.size() > kLongestEnd) {
        throw JobError(JobEnd::kHeld,
                       "There are more marks in the document than fax pages can have. Print a page range.");
    }
    writeAll(out_, "0\n" + text);
}

void FaxStreamWriter::fail(const JobError& error) {
    if (!begun_) {
        begin({});
    }
    JsonLine line;
    line.add("end", "failed");
    line.add("then", nameOf(error.end()));
    line.add("message", std::string_view(error.what()).substr(0, kLongestLine / 8));
    writeAll(out_, "0\n" + line.finish());
}

std::optional<DocumentHead> FaxStreamReader::next() {
    std::array<std::byte, kReadSize> passedOver;
    while (inDocument_ && read(passedOver) > 0) {
    }
    if (used_ == buffer_.size() && !fill()) {
        return std::nullopt;
    }
    end_ = {};
    bytes_ = 0;
    readMark();
    const std::optional<std::string> head = line(kLongestLine);
    inDocument_ = true;
    if (!head) {
        truncated();
        return DocumentHead{};
    }
    const rapidjson::Document object = parseObject(*head);
    return DocumentHead{pagesMember(object), textMember(object, "title"), textMember(object, "filetype")};
}

void FaxStreamReader::readMark() {
    while (buffer_.size() - used_ < kMark.size() + 1 && fill()) {
    }
    const std::string_view found = std::string_view(buffer_).substr(used_, kMark.size() + 1);
    if (found.starts_with(kMark) && found.ends_with('\n')) {
        used_ += found.size();
        seenMark_ = true;
        return;
    }
    if (seenMark_) {
        brokenFrame("something stands between two documents");
    }
    if (found.starts_with(kMarkOfAnyVersion)) {
        notAFaxStream("filter and backend are of different versions: install both from one package");
    }
    notAFaxStream("it does not begin with the mark of fax pages");
}

std::size_t FaxStreamReader::read(std::span<std::byte> buffer) {
    if (!inDocument_) {
        return 0;
    }
    if (chunkLeft_ == 0) {
        const std::optional<std::string> length = line(std::size_t{20});
        if (!length) {
            truncated();
            return 0;
        }
        chunkLeft_ = chunkLength(*length);
        if (chunkLeft_ == 0) {
            readEnd();
            return 0;
        }
    }
    if (used_ == buffer_.size() && !fill()) {
        truncated();
        return 0;
    }
    const std::size_t length = std::min({buffer.size(), chunkLeft_, buffer_.size() - used_});
    std::memcpy(buffer.data(), buffer_.data() + used_, length);
    used_ += length;
    chunkLeft_ -= length;
    bytes_ += length;
    return length;
}

// Replaces the used part of the buffer by new bytes of the stream. False at its end.
bool FaxStreamReader::fill() {
    buffer_.erase(0, used_);
    used_ = 0;
    const std::size_t kept = buffer_.size();
    buffer_.resize(kept + kReadSize);
    ssize_t got = 0;
    do {
        got = ::read(in_, buffer_.data() + kept, kReadSize);
    } while (got < 0 && errno == EINTR);
    buffer_.resize(kept + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0) {
        throw JobError(JobEnd::kRetriedLater,
                       std::string("The print data cannot be read: ") + std::strerror(errno) + ".");
    }
    return got > 0;
}

// A line without its line feed; nothing when the stream ends before it.
std::optional<std::string> FaxStreamReader::line(std::size_t longest) {
    std::size_t searched = 0;
    for (;;) {
        const std::size_t end = buffer_.find('\n', used_ + searched);
        const std::size_t length = (end == std::string::npos ? buffer_.size() : end) - used_;
        if (length > longest) {
            brokenFrame("a line of its frame is missing or too long");
        }
        if (end != std::string::npos) {
            std::string found = buffer_.substr(used_, length);
            used_ = end + 1;
            return found;
        }
        searched = length;
        if (!fill()) {
            used_ = buffer_.size();
            return std::nullopt;
        }
    }
}

void FaxStreamReader::readEnd() {
    const std::optional<std::string> text = line(kLongestEnd);
    if (!text) {
        truncated();
        return;
    }
    inDocument_ = false;
    const rapidjson::Document object = parseObject(*text);
    const std::string kind = textMember(object, "end");
    if (kind == "failed") {
        end_.kind = DocumentEnd::Kind::kFailed;
        end_.message = textMember(object, "message");
        const std::string then = textMember(object, "then");
        const auto* const found = std::find_if(kEndNames.begin(), kEndNames.end(),
                                               [&then](const auto& row) { return row.first == then; });
        end_.then = found == kEndNames.end() ? JobEnd::kHeld : found->second;
        return;
    }
    end_.pages = pagesMember(object);
    end_.bytes = numberMember(object, "bytes");
    end_.marks = marksMember(object);
    if (kind != "complete" || end_.bytes != bytes_) {
        brokenFrame("its end mark does not fit");
    }
    end_.kind = DocumentEnd::Kind::kComplete;
}

void FaxStreamReader::truncated() {
    inDocument_ = false;
    chunkLeft_ = 0;
    end_ = {};
}

}  // namespace voipnow
