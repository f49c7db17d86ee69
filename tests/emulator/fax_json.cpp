// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fax_json.hpp"

#include "tests/emulator/request_log.hpp"

namespace voipnow::emulator {

namespace {

constexpr double kBitsPerSecond = 14400;

const char* nameOf(FaxState state) {
    switch (state) {
        case FaxState::kCreated:
            return "created";
        case FaxState::kSent:
            return "sent";
        case FaxState::kFailed:
            break;
    }
    return "failed";
}

void textsMember(JsonWriter& json, const char* key, const std::vector<std::string>& texts) {
    json.Key(key);
    json.StartArray();
    for (const auto& entry : texts) {
        text(json, entry);
    }
    json.EndArray();
}

void numberMember(JsonWriter& json, const char* key, std::uint64_t number) {
    json.Key(key);
    json.Uint64(number);
}

void realMember(JsonWriter& json, const char* key, double number) {
    json.Key(key);
    json.Double(number);
}

void writeMeasures(JsonWriter& json, const std::vector<PageMeasure>& measures) {
    json.Key("measures");
    json.StartArray();
    for (const auto& page : measures) {
        json.StartObject();
        numberMember(json, "width", static_cast<std::uint64_t>(page.width));
        numberMember(json, "height", static_cast<std::uint64_t>(page.height));
        realMember(json, "widthPoints", page.widthPoints);
        realMember(json, "heightPoints", page.heightPoints);
        numberMember(json, "g4Bytes", page.g4Bytes);
        numberMember(json, "mhBytes", page.mhBytes);
        realMember(json, "seconds", page.seconds());
        json.EndObject();
    }
    json.EndArray();
}

void writeFile(JsonWriter& json, const FaxFile& file, const std::vector<PageMeasure>& measures) {
    json.StartObject();
    textMember(json, "name", file.name);
    textMember(json, "contentType", file.contentType);
    textMember(json, "uploadIdentifier", file.uploadIdentifier);
    numberMember(json, "declaredSize", file.declaredSize);
    numberMember(json, "receivedSize", file.receivedSize);
    numberMember(json, "uploads", static_cast<std::uint64_t>(file.uploads));
    textMember(json, "sha256", file.sha256);
    textMember(json, "path", file.path.string());
    numberMember(json, "pages", static_cast<std::uint64_t>(file.pages));
    textMember(json, "problem", file.problem);
    json.Key("headers");
    writeHeaders(json, file.headers);
    writeMeasures(json, measures);
    json.EndObject();
}

}  // namespace

double PageMeasure::seconds() const {
    return static_cast<double>(g4Bytes) * 8 / kBitsPerSecond;
}

void writeFax(JsonWriter& json, const Fax& fax, const MeasuresOf& measuresOf) {
    json.StartObject();
    numberMember(json, "id", fax.id);
    textMember(json, "uid", fax.uid);
    textMember(json, "user", fax.user);
    textMember(json, "extension", fax.extension);
    textsMember(json, "recipients", fax.recipients);
    textMember(json, "state", nameOf(fax.state));
    textMember(json, "created", isoTime(fax.created));
    json.Key("sent");
    fax.sent ? text(json, isoTime(*fax.sent)) : static_cast<void>(json.Null());
    textsMember(json, "unknownMembers", fax.unknownMembers);
    double seconds = 0;
    bool measured = fax.state == FaxState::kSent;
    json.Key("files");
    json.StartArray();
    for (const auto& file : fax.files) {
        const auto measures = measuresOf(file);
        measured = measured && measures.size() == static_cast<std::size_t>(file.pages);
        for (const auto& page : measures) {
            seconds += page.seconds();
        }
        writeFile(json, file, measures);
    }
    json.EndArray();
    numberMember(json, "pages", static_cast<std::uint64_t>(fax.pages()));
    json.Key("seconds");
    measured ? json.Double(seconds) : json.Null();
    json.EndObject();
}

std::string faxJson(const Fax& fax) {
    JsonBuffer buffer;
    JsonWriter json(buffer);
    writeFax(json, fax, [](const FaxFile&) { return std::vector<PageMeasure>(); });
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace voipnow::emulator
