// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/setup_arguments.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "backend/command_words.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kLongestName = 127;  // of a printer, to CUPS

constexpr std::array<std::string_view, 4> kSecrets{"app-secret", "token", "cookie", "xsrf-token"};

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

std::pair<std::string, std::string> settingIn(const std::string& words) {
    const std::size_t equals = words.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw WrongArguments("--set needs KEY=VALUE, a key of voipnow.conf");
    }
    const std::string key = words.substr(0, equals);
    if (std::find(kSecrets.begin(), kSecrets.end(), key) != kSecrets.end()) {
        throw WrongArguments(
            key +
            " is secret, and other users can see the words of a command: use --secret-file, or write "
            "it into voipnow.conf");
    }
    return {key, words.substr(equals + 1)};
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
    return made;
}

}  // namespace voipnow
