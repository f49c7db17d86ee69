// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/json_patch.hpp"

#include <rapidjson/pointer.h>

#include <algorithm>

#include "tests/emulator/json_text.hpp"

namespace voipnow::emulator {

namespace {

using rapidjson::Document;
using rapidjson::Pointer;
using rapidjson::Value;

Document parsed(std::string_view json) {
    Document document;
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(json.data(),
                                                                                        json.size());
    return document;
}

bool hasPointer(const Value& operation, const char* name) {
    const auto member = operation.FindMember(name);
    return member != operation.MemberEnd() && member->value.IsString() &&
           Pointer(member->value.GetString()).IsValid();
}

std::string_view kindOf(const Value& operation) {
    const auto member = operation.FindMember("op");
    return member != operation.MemberEnd() && member->value.IsString() ? member->value.GetString() : "";
}

bool isOperation(const Value& operation) {
    if (!operation.IsObject() || !hasPointer(operation, "path")) {
        return false;
    }
    const std::string_view kind = kindOf(operation);
    return kind == "remove" || (kind == "copy" && hasPointer(operation, "from")) ||
           ((kind == "add" || kind == "replace") && operation.HasMember("value"));
}

void apply(Document& document, const Value& operation) {
    const Pointer path(operation["path"].GetString());
    const std::string_view kind = kindOf(operation);
    if (kind == "remove") {
        path.Erase(document);
        return;
    }
    const Value* value =
        kind == "copy" ? Pointer(operation["from"].GetString()).Get(document) : &operation["value"];
    if (value != nullptr) {
        // A copy of its own: making room for it may move what it is copied from.
        Value copied(*value, document.GetAllocator());
        path.Set(document, copied);
    }
}

}  // namespace

bool isJsonPatch(std::string_view patch) {
    const Document operations = parsed(patch);
    return !operations.HasParseError() && operations.IsArray() &&
           std::all_of(operations.Begin(), operations.End(), isOperation);
}

std::string patchedJson(const std::string& json, const std::string& patch) {
    Document document = parsed(json);
    if (document.HasParseError()) {
        return json;
    }
    const Document operations = parsed(patch);
    for (const Value& operation : operations.GetArray()) {
        apply(document, operation);
    }
    JsonBuffer buffer;
    JsonWriter writer(buffer);
    document.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace voipnow::emulator
