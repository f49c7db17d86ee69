// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/command_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace voipnow::emulator {

namespace {

constexpr int kHighestPort = 65535;

int parseNumber(const std::string& option, const std::string& value, int lowest, int highest) {
    int number = 0;
    const char* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc() || stop != end || number < lowest || number > highest) {
        throw std::invalid_argument("The value \"" + value + "\" of " + option + " is no whole number from " +
                                    std::to_string(lowest) + " to " + std::to_string(highest) + ".");
    }
    return number;
}

struct Option {
    const char* name;
    const char* value;
    const char* help;
    void (*set)(CommandLine&, const std::string& name, const std::string& value);
};

// One row an option that has a value: what is read, and what --help says.
constexpr std::array kOptions = {
    Option{"--directory", "DIR",
           "where certificates, emulator.json and received faxes are put; made if missing",
           [](CommandLine& line, const std::string&, const std::string& value) {
               line.options.directory = value;
           }},
    Option{"--api-port", "N", "HTTPS port of the Faxes Service (default 0: any free one)",
           [](CommandLine& line, const std::string& name, const std::string& value) {
               line.options.apiPort = parseNumber(name, value, 0, kHighestPort);
           }},
    Option{"--store-port", "N", "HTTPS port of the object store that files are uploaded to (default 0)",
           [](CommandLine& line, const std::string& name, const std::string& value) {
               line.options.storePort = parseNumber(name, value, 0, kHighestPort);
           }},
    Option{"--inbox-port", "N", "HTTP port of the inbox page and the JSON interface (default 0)",
           [](CommandLine& line, const std::string& name, const std::string& value) {
               line.options.inboxPort = parseNumber(name, value, 0, kHighestPort);
           }},
    Option{"--stop-after", "SECONDS", "end by itself after this time (default 14400)",
           [](CommandLine& line, const std::string& name, const std::string& value) {
               line.stopAfter =
                   std::chrono::seconds(parseNumber(name, value, 1, std::numeric_limits<int>::max()));
           }},
};

}  // namespace

CommandLine parseCommandLine(const std::vector<std::string>& arguments) {
    CommandLine line;
    for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
        const std::string& name = *argument;
        if (name == "--help") {
            line.help = true;
            return line;
        }
        const auto option = std::find_if(kOptions.begin(), kOptions.end(),
                                         [&](const Option& each) { return name == each.name; });
        if (option == kOptions.end()) {
            throw std::invalid_argument("There is no option \"" + name + "\". See voipnow-emulator --help.");
        }
        if (++argument == arguments.end()) {
            throw std::invalid_argument("The option " + name + " needs a value, " + option->value + ".");
        }
        option->set(line, name, *argument);
    }
    if (line.options.directory.empty()) {
        throw std::invalid_argument("The option --directory is missing. See voipnow-emulator --help.");
    }
    return line;
}

std::string helpText() {
    std::string text =
        "Usage: voipnow-emulator --directory DIR [OPTION VALUE]...\n"
        "The Faxes Service of a VoipNow PBX for demo and tests, on 127.0.0.1 only. Sends no fax "
        "anywhere.\n\n";
    for (const auto& option : kOptions) {
        std::string left = std::string("  ") + option.name + " " + option.value;
        left.resize(std::max<std::size_t>(left.size() + 2, 25), ' ');
        text += left + option.help + "\n";
    }
    text +=
        "  --help                 this text\n\n"
        "When all three servers listen, it prints one line of JSON with their addresses and the credentials, "
        "and\n"
        "writes it to DIR/emulator.json. It ends with SIGTERM or SIGINT. What it received stays in "
        "DIR/faxes.\n";
    return text;
}

}  // namespace voipnow::emulator
