// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/settings.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <variant>

namespace voipnow::emulator {

namespace {

using Texts = std::vector<std::string>;
using Number = std::int64_t Settings::*;
using Text = std::string Settings::*;
using OptionalText = std::optional<std::string> Settings::*;
using List = Texts Settings::*;
using Flag = bool Settings::*;
using Offset = std::chrono::seconds Settings::*;

struct SettingName {
    const char* name;
    std::variant<Number, Text, OptionalText, List, Flag, Offset> member;
};

// One row a setting: reading, writing and the refusal of unknown names all go by this table.
constexpr std::array kSettingNames = {
    SettingName{"max-recipients", &Settings::maxRecipients},
    SettingName{"max-files", &Settings::maxFiles},
    SettingName{"max-file-size", &Settings::maxFileSize},
    SettingName{"url-lifetime", &Settings::urlLifetime},
    SettingName{"token-lifetime", &Settings::tokenLifetime},
    SettingName{"upload-timeout", &Settings::uploadTimeout},
    SettingName{"extensions", &Settings::extensions},
    SettingName{"users", &Settings::users},
    SettingName{"bad-recipients", &Settings::badRecipients},
    SettingName{"app-key", &Settings::appKey},
    SettingName{"app-secret", &Settings::appSecret},
    SettingName{"store-access-key", &Settings::storeAccessKey},
    SettingName{"store-secret-key", &Settings::storeSecretKey},
    SettingName{"cookie", &Settings::cookie},
    SettingName{"xsrf-token", &Settings::xsrfToken},
    SettingName{"redirect-headers", &Settings::redirectHeaders},
    SettingName{"redirect-host", &Settings::redirectHost},
    SettingName{"closed", &Settings::closed},
    SettingName{"clock-offset", &Settings::clockOffset},
    SettingName{"id-as-string", &Settings::idAsString},
};

// Reads a JSON value into the member that a row names; false when the value is of another type.
struct Reader {
    Settings& settings;
    const rapidjson::Value& value;

    bool operator()(Number member) const {
        if (!value.IsInt64() || value.GetInt64() < 0) {
            return false;
        }
        settings.*member = value.GetInt64();
        return true;
    }
    bool operator()(Offset member) const {
        if (!value.IsInt64()) {
            return false;
        }
        settings.*member = std::chrono::seconds(value.GetInt64());
        return true;
    }
    bool operator()(Text member) const {
        if (!value.IsString()) {
            return false;
        }
        settings.*member = value.GetString();
        return true;
    }
    bool operator()(OptionalText member) const {
        if (!value.IsString() && !value.IsNull()) {
            return false;
        }
        settings.*member = value.IsNull() ? std::nullopt : std::optional<std::string>(value.GetString());
        return true;
    }
    bool operator()(List member) const {
        if (!value.IsArray()) {
            return false;
        }
        Texts texts;
        for (const auto& entry : value.GetArray()) {
            if (!entry.IsString()) {
                return false;
            }
            texts.emplace_back(entry.GetString());
        }
        settings.*member = texts;
        return true;
    }
    bool operator()(Flag member) const {
        if (!value.IsBool()) {
            return false;
        }
        settings.*member = value.GetBool();
        return true;
    }
};

struct Writer {
    const Settings& settings;
    JsonWriter& json;

    void operator()(Number member) const { json.Int64(settings.*member); }
    void operator()(Text member) const { text(json, settings.*member); }
    void operator()(Offset member) const { json.Int64((settings.*member).count()); }
    void operator()(Flag member) const { json.Bool(settings.*member); }
    void operator()(OptionalText member) const {
        if ((settings.*member).has_value()) {
            text(json, *(settings.*member));
        } else {
            json.Null();
        }
    }
    void operator()(List member) const {
        json.StartArray();
        for (const auto& entry : settings.*member) {
            text(json, entry);
        }
        json.EndArray();
    }
};

bool contains(const Texts& texts, std::string_view text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool isNumber(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void set(Settings& settings, const std::string& name, const rapidjson::Value& value) {
    const auto row = std::find_if(kSettingNames.begin(), kSettingNames.end(),
                                  [&](const SettingName& setting) { return name == setting.name; });
    if (row == kSettingNames.end()) {
        throw std::invalid_argument("There is no setting \"" + name + "\".");
    }
    if (!std::visit(Reader{settings, value}, row->member)) {
        throw std::invalid_argument("The setting \"" + name + "\" has a value of a wrong type or below 0.");
    }
}

}  // namespace

bool Settings::allowsUser(std::string_view user) const {
    return contains(users, user) || contains(users, "any") || (contains(users, "digits") && isNumber(user));
}

bool Settings::allowsExtension(std::string_view extension) const {
    return contains(extensions, extension) || contains(extensions, "any");
}

bool Settings::isClosed(std::string_view server) const {
    return contains(closed, server);
}

Settings LiveSettings::now() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

void LiveSettings::change(std::string_view json) {
    const auto object = parseJsonObject(json);
    if (!object) {
        throw std::invalid_argument("The settings are no JSON object.");
    }
    const std::lock_guard turn(turn_);
    Settings changed = now();
    for (const auto& member : object->GetObject()) {
        set(changed, member.name.GetString(), member.value);
    }
    if (changed.redirectHeaders && !parseJsonObject(*changed.redirectHeaders)) {
        throw std::invalid_argument("The setting \"redirect-headers\" is no text of a JSON object.");
    }
    for (const std::string& server : changed.closed) {
        if (server != "api" && server != "store") {
            throw std::invalid_argument("The setting \"closed\" names \"" + server +
                                        "\", which is no server.");
        }
    }
    replace(changed);
}

void LiveSettings::reset() {
    const std::lock_guard turn(turn_);
    replace(Settings());
}

void LiveSettings::watch(std::function<void(const Settings&)> onChange) {
    const std::lock_guard turn(turn_);
    onChange_ = std::move(onChange);
    onChange_(now());
}

void LiveSettings::replace(const Settings& settings) {
    {
        const std::lock_guard lock(mutex_);
        settings_ = settings;
    }
    if (onChange_) {
        onChange_(settings);
    }
}

void LiveSettings::write(JsonWriter& json) const {
    const Settings settings = now();
    json.StartObject();
    for (const auto& row : kSettingNames) {
        json.Key(row.name);
        std::visit(Writer{settings, json}, row.member);
    }
    json.EndObject();
}

}  // namespace voipnow::emulator
