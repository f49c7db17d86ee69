// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fax_request.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "tests/emulator/json_text.hpp"

namespace voipnow::emulator {

namespace {

using rapidjson::Value;

constexpr std::size_t kShortestNumber = 3;
constexpr std::size_t kLongestNumber = 32;

struct FileKind {
    std::string_view contentType;
    std::array<std::string_view, 2> suffixes;
};

constexpr std::array kFileKinds = {
    FileKind{"application/pdf", {".pdf", ".pdf"}},
    FileKind{"image/tiff", {".tif", ".tiff"}},
    FileKind{"image/jpeg", {".jpg", ".jpeg"}},
    FileKind{"text/plain", {".txt", ".txt"}},
};

ApiError invalidRecipients(const std::string& message) {
    return {400, "fx_recipients_invalid", message};
}

ApiError invalidFile(const std::string& message) {
    return {400, "fx_file_invalid", message};
}

bool canBeDialled(std::string_view number) {
    if (number.starts_with('+')) {
        number.remove_prefix(1);
    }
    return number.size() >= kShortestNumber && number.size() <= kLongestNumber &&
           number.find_first_not_of("0123456789*#") == std::string_view::npos;
}

std::string textOf(const Value& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString()) {
        return {};
    }
    return {member->value.GetString(), member->value.GetStringLength()};
}

void noteUnknown(const Value& object, const std::set<std::string>& known, const std::string& where,
                 std::vector<std::string>& unknown) {
    for (const auto& member : object.GetObject()) {
        const std::string name(member.name.GetString(), member.name.GetStringLength());
        if (!known.contains(name)) {
            unknown.push_back(where + name);
        }
    }
}

std::vector<std::string> readRecipients(const Value& request, const Settings& settings) {
    const auto member = request.FindMember("recipients");
    if (member == request.MemberEnd() || !member->value.IsArray()) {
        throw invalidRecipients("\"recipients\" is no list.");
    }
    std::vector<std::string> recipients;
    for (const auto& entry : member->value.GetArray()) {
        if (!entry.IsString()) {
            throw invalidRecipients("A recipient is no string.");
        }
        const std::string number(entry.GetString(), entry.GetStringLength());
        const auto& bad = settings.badRecipients;
        if (!canBeDialled(number) || std::find(bad.begin(), bad.end(), number) != bad.end()) {
            throw invalidRecipients("The recipient \"" + number + "\" is invalid.");
        }
        recipients.push_back(number);
    }
    if (recipients.size() > static_cast<std::size_t>(settings.maxRecipients)) {
        throw invalidRecipients("There are " + std::to_string(recipients.size()) +
                                " recipients; the maximum is " + std::to_string(settings.maxRecipients) +
                                ".");
    }
    return recipients;
}

void checkKind(const FaxFile& file) {
    const auto kind = std::find_if(kFileKinds.begin(), kFileKinds.end(), [&](const FileKind& each) {
        return each.contentType == file.contentType;
    });
    if (kind == kFileKinds.end()) {
        throw invalidFile("The content type \"" + file.contentType + "\" is none of jpg, tif, pdf and txt.");
    }
    std::string name = file.name;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (std::none_of(kind->suffixes.begin(), kind->suffixes.end(), [&](std::string_view suffix) {
            return name.size() > suffix.size() && name.ends_with(suffix);
        })) {
        throw invalidFile("The file name \"" + file.name + "\" is not one of a file of type " +
                          file.contentType + ".");
    }
}

FaxFile readFile(const Value& entry, const Settings& settings) {
    if (!entry.IsObject()) {
        throw invalidFile("A file is no object.");
    }
    FaxFile file;
    file.name = textOf(entry, "name");
    file.contentType = textOf(entry, "contentType");
    file.uploadIdentifier = textOf(entry, "uploadIdentifier");
    if (file.name.empty() || file.contentType.empty()) {
        throw invalidFile(R"(A file needs a "name" and a "contentType".)");
    }
    if (entry.HasMember("uploadIdentifier") && file.uploadIdentifier.empty()) {
        throw invalidFile("An \"uploadIdentifier\" is a string that is not empty.");
    }
    checkKind(file);
    const auto size = entry.FindMember("size");
    if (size == entry.MemberEnd() || !size->value.IsUint64() || size->value.GetUint64() < 1) {
        throw invalidFile("The \"size\" of a file is a whole number of bytes, at least 1.");
    }
    file.declaredSize = size->value.GetUint64();
    if (file.declaredSize > static_cast<std::uint64_t>(settings.maxFileSize)) {
        throw invalidFile("The file \"" + file.name + "\" has " + std::to_string(file.declaredSize) +
                          " bytes; the maximum is " + std::to_string(settings.maxFileSize) + ".");
    }
    return file;
}

std::vector<FaxFile> readFiles(const Value& request, const Settings& settings,
                               std::vector<std::string>& unknown) {
    const auto member = request.FindMember("files");
    if (member == request.MemberEnd() || !member->value.IsArray() || member->value.Empty()) {
        throw invalidFile("\"files\" is no list with at least one file.");
    }
    if (member->value.Size() > static_cast<std::uint64_t>(settings.maxFiles)) {
        throw ApiError(400, "fx_max_files_reached",
                       "There are " + std::to_string(member->value.Size()) + " files; the maximum is " +
                           std::to_string(settings.maxFiles) + ".");
    }
    std::vector<FaxFile> files;
    std::set<std::string> identifiers;
    for (const auto& entry : member->value.GetArray()) {
        files.push_back(readFile(entry, settings));
        const std::string& identifier = files.back().uploadIdentifier;
        if (!identifier.empty() && !identifiers.insert(identifier).second) {
            throw invalidFile("Two files have the uploadIdentifier \"" + identifier + "\".");
        }
        noteUnknown(entry, {"uploadIdentifier", "name", "size", "contentType"}, "files.", unknown);
    }
    return files;
}

}  // namespace

Fax parseFaxRequest(std::string_view body, const Settings& settings) {
    const auto request = parseJsonObject(body);
    if (!request) {
        throw ApiError(400, "internal_server_error",
                       "The body is no JSON object, or it names a member twice.");
    }
    Fax fax;
    fax.recipients = readRecipients(*request, settings);
    fax.files = readFiles(*request, settings, fax.unknownMembers);
    noteUnknown(*request, {"recipients", "files"}, "", fax.unknownMembers);
    return fax;
}

}  // namespace voipnow::emulator
