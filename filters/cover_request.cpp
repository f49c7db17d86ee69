// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_request.hpp"

#include <glib.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <memory>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

constexpr int kMostPages = 1'000'000;
constexpr std::array<const char*, 9> kMembers{"to",    "from",     "subject",  "comment",   "date",
                                              "pages", "template", "pageSize", "resolution"};

[[noreturn]] void refuse(const std::string& why) {
    throw JobError(JobEnd::kHeld, "The request for a cover page is broken: " + why + '.');
}

class Writer {
  public:
    std::string write(const CoverFields& fields) {
        json_.StartObject();
        json_.Key("to");
        json_.StartArray();
        for (const Recipient& each : fields.to) {
            json_.StartObject();
            add("number", each.number);
            add("name", each.name);
            json_.EndObject();
        }
        json_.EndArray();
        add("from", fields.from);
        add("subject", fields.subject);
        add("comment", fields.comment);
        add("date", fields.date);
        json_.Key("pages");
        json_.Int(fields.pages);
        add("template", fields.templateFile.string());
        add("pageSize", fields.pageSize);
        add("resolution", fields.resolution);
        json_.EndObject();
        return {buffer_.GetString(), buffer_.GetSize()};
    }

  private:
    void add(const char* name, const std::string& text) {
        const std::unique_ptr<char, decltype(&g_free)> valid(
            g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), &g_free);
        json_.Key(name);
        json_.String(valid.get());
    }

    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> json_{buffer_};
};

const rapidjson::Value& member(const rapidjson::Value& object, const char* name) {
    const auto found = object.FindMember(name);
    if (found == object.MemberEnd()) {
        refuse(std::string("it lacks \"") + name + '"');
    }
    return found->value;
}

std::string text(const rapidjson::Value& value, const char* name) {
    if (!value.IsString()) {
        refuse(std::string("\"") + name + "\" is no text");
    }
    return {value.GetString(), value.GetStringLength()};
}

std::string textMember(const rapidjson::Value& object, const char* name) {
    return text(member(object, name), name);
}

std::vector<Recipient> recipients(const rapidjson::Value& list) {
    if (!list.IsArray()) {
        refuse("\"to\" is no list");
    }
    std::vector<Recipient> all;
    all.reserve(list.Size());
    for (const rapidjson::Value& each : list.GetArray()) {
        if (!each.IsObject()) {
            refuse("\"to\" has something that is no recipient");
        }
        const auto name = each.FindMember("name");
        all.push_back({textMember(each, "number"),
                       name == each.MemberEnd() ? std::string() : text(name->value, "name")});
    }
    return all;
}

void checkNames(const rapidjson::Value& object) {
    for (const auto& each : object.GetObject()) {
        const std::string_view name(each.name.GetString(), each.name.GetStringLength());
        if (std::find(kMembers.begin(), kMembers.end(), name) == kMembers.end()) {
            refuse("it has \"" + std::string(name) + "\", which means nothing");
        }
    }
}

int pages(const rapidjson::Value& value) {
    if (!value.IsInt() || value.GetInt() < 1 || value.GetInt() > kMostPages) {
        refuse("\"pages\" is no number from 1 to " + std::to_string(kMostPages));
    }
    return value.GetInt();
}

}  // namespace

std::string coverRequest(const CoverFields& fields) {
    std::string request = Writer().write(fields);
    if (request.size() > kLongestCoverRequest) {
        throw JobError(JobEnd::kHeld,
                       "What is to stand on the cover page is too long: " + std::to_string(request.size()) +
                           " bytes, and " + std::to_string(kLongestCoverRequest) +
                           " are possible. Shorten the comment, or give fewer recipients.");
    }
    return request;
}

CoverFields readCoverRequest(std::string_view request) {
    if (request.size() > kLongestCoverRequest) {
        refuse("it is longer than " + std::to_string(kLongestCoverRequest) + " bytes");
    }
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(request.data(),
                                                                                       request.size());
    if (json.HasParseError() || !json.IsObject()) {
        refuse("it is no JSON object");
    }
    checkNames(json);
    CoverFields fields;
    fields.to = recipients(member(json, "to"));
    fields.from = textMember(json, "from");
    fields.subject = textMember(json, "subject");
    fields.comment = textMember(json, "comment");
    fields.date = textMember(json, "date");
    fields.pages = pages(member(json, "pages"));
    fields.templateFile = textMember(json, "template");
    fields.pageSize = textMember(json, "pageSize");
    fields.resolution = textMember(json, "resolution");
    if (!fields.templateFile.empty() && !fields.templateFile.is_absolute()) {
        refuse("\"template\" is no absolute path");
    }
    return fields;
}

}  // namespace voipnow
