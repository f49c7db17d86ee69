// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/filters/fax_filter_run.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <sstream>

#include "tests/unit/filters/unnamed_file.hpp"

namespace voipnow {
namespace {

void readStream(const UnnamedFile& out, FaxFilterRun& run) {
    out.rewind();
    FaxStreamReader reader(out.descriptor());
    const auto head = reader.next();
    ASSERT_TRUE(head);
    run.head = *head;
    std::array<std::byte, 4096> part{};
    for (std::size_t got = 0; (got = reader.read(part)) > 0;) {
        run.pdf.append(reinterpret_cast<const char*>(part.data()), got);
    }
    run.end = reader.end();
    EXPECT_FALSE(reader.next()) << "one document and no more";
}

}  // namespace

FaxFilterRun runFilter(const FilterJob& job, const std::string& input, const FaxLimits& limits) {
    const UnnamedFile in(input);
    const UnnamedFile out;
    std::ostringstream stderrText;
    CupsMessages messages(stderrText);
    FaxFilterRun run;
    run.exitCode = runFaxFilter(job, in.descriptor(), out.descriptor(), messages, limits);
    run.bytesRead = ::lseek(in.descriptor(), 0, SEEK_CUR);
    run.messages = stderrText.str();
    run.stream = out.bytes();
    readStream(out, run);
    return run;
}

}  // namespace voipnow
