// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/fax_command.hpp"

#include "tests/end_to_end/build_paths.hpp"

namespace voipnow::end_to_end {

std::vector<std::string> faxCommand(const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {std::string(kStage) + "/usr/bin/voipnow-fax"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

Environment faxEnvironment(const PrivateCups& cups) {
    Environment environment = cups.environment();
    environment["CUPS_SERVERROOT"] = cups.serverRoot().string();
    return environment;
}

Finished runFax(const PrivateCups& cups, const std::vector<std::string>& arguments,
                const std::filesystem::path& input) {
    return runToEnd(faxCommand(arguments), faxEnvironment(cups), input);
}

}  // namespace voipnow::end_to_end
