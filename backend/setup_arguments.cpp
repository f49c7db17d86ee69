// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/setup_arguments.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "backend/command_words.hpp"
#include "backend/configuration_values.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kLongestName = 127;  // of a printer, to CUPS

constexpr std::array<std::string_view, 3> kOtherSecrets{"token", "cookie", "xsrf-token"};
constexpr const char* kSeen = " is secret, and other users can see the words of a command: ";
constexpr const char* kByHand = "write it into voipnow.conf";

struct TextOption {
    const char* name;
    std::optional<std::string> SetupArguments::*member;
};

constexpr std::array<TextOption, 7> kTexts{{
    {"--host", &SetupArguments::host},
    {"--user", &SetupArguments::user},
    {"--extension", &SetupArguments::extension},
    {"--app-key", &SetupArguments::appKey},
    {"--secret-file", &SetupArguments::secretFile},
    {"--info", &SetupArguments::info},
    {"--location", &SetupArguments::location},
}};

struct Flag {
    const char* name;
    bool SetupArguments::*member;
};

constexpr std::array<Flag, 4> kFlags{{
    {"--only-this-printer", &SetupArguments::onlyThisPrinter},
    {"--untested", &SetupArguments::untested},
    {"--no-input", &SetupArguments::noInput},
    {"--help", &SetupArguments::help},
}};

bool hasControl(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char letter) {
        return (letter < ' ' && letter != '\t') || letter == 0x7F;
    });
}

// Whether a URL, its scheme left out or not, has a password: http://user:password@proxy.
bool hasPassword(const std::string& url) {
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    return url.find(':', begin) < url.rfind('@') && url.rfind('@') != std::string::npos;
}

void requireNoSecret(const std::string& key, const std::string& value) {
    if (key == "app-secret") {
        throw WrongArguments(key + kSeen + "use --secret-file, or " + kByHand);
    }
    if (std::find(kOtherSecrets.begin(), kOtherSecrets.end(), key) != kOtherSecrets.end()) {
        throw WrongArguments(key + kSeen + kByHand);
    }
    if (key == "proxy" && hasPassword(value)) {
        throw WrongArguments(std::string("the password of the proxy") + kSeen +
                             "write the line proxy = … with it into voipnow.conf");
    }
    if (key == "app-key") {
        throw WrongArguments("the App key is given with --app-key, its secret with --secret-file");
    }
}

// Blanks and capitals are as voipnow.conf takes them.
std::pair<std::string, std::string> settingIn(const std::string& words) {
    const std::size_t equals = words.find('=');
    const std::string key =
        lowered(trimmed(std::string_view(words).substr(0, std::min(equals, words.size()))));
    if (equals == std::string::npos || key.empty()) {
        throw WrongArguments("--set needs KEY=VALUE, a key of voipnow.conf");
    }
    const std::string value = trimmed(std::string_view(words).substr(equals + 1));
    requireNoSecret(key, value);
    // It would be another line of the file, or none that counts.
    const bool isWord = std::all_of(key.begin(), key.end(), [](char letter) {
        return letter == '-' || (letter >= 'a' && letter <= 'z');
    });
    if (!isWord || hasControl(value)) {
        throw WrongArguments("--set takes KEY=VALUE in one line, with a key of voipnow.conf");
    }
    return {key, value};
}

bool takeText(CommandWords& words, SetupArguments& made) {
    for (const TextOption& option : kTexts) {
        if (const auto value = words.valueOf(option.name)) {
            made.*option.member = *value;
            return true;
        }
    }
    for (const char* name : {"--printer", "-d", "-P"}) {
        if (const auto value = words.valueOf(name)) {
            made.printer = *value;
            return true;
        }
    }
    if (const auto setting = words.valueOf("--set")) {
        made.settings.push_back(settingIn(*setting));
        return true;
    }
    return false;
}

void take(CommandWords& words, SetupArguments& made) {
    if (takeText(words, made)) {
        return;
    }
    const auto* const flag = std::find_if(kFlags.begin(), kFlags.end(),
                                          [&words](const Flag& each) { return words.word() == each.name; });
    if (flag == kFlags.end()) {
        throw WrongArguments(
            words.word().starts_with("--secret") || words.word().starts_with("--app-secret")
                ? "the App secret is asked for, or read with --secret-file: other users can see "
                  "the words of a command"
                : "unknown argument " + words.word());
    }
    made.*flag->member = true;
}

// As lpadmin takes it.
bool isPrinterName(const std::string& name) {
    return !name.empty() && name.size() <= kLongestName &&
           std::none_of(name.begin(), name.end(), [](unsigned char letter) {
               return letter <= ' ' || letter == 0x7F ||
                      std::string_view("/\\?'\"#").find(static_cast<char>(letter)) != std::string_view::npos;
           });
}

}  // namespace

SetupArguments parseSetupArguments(const std::vector<std::string>& arguments) {
    SetupArguments made;
    CommandWords words(arguments);
    while (words.next()) {
        take(words, made);
    }
    if (!isPrinterName(made.printer)) {
        throw WrongArguments("\"" + made.printer +
                             "\" cannot be the name of a printer: no blanks, quotes, / ? #");
    }
    if (made.appKey && hasControl(*made.appKey)) {
        throw WrongArguments("an App key is one word in one line");
    }
    return made;
}

}  // namespace voipnow
