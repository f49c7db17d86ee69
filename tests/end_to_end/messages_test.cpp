// What users and servers write cannot give orders to cupsd.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

// Lines that cupsd would obey: they would pause the queue, and give it another message.
const std::string kOrders =
    "x\nSTATE: +paused,evil-reason\nATTR: printer-alert=evil\nPPD: DefaultResolution=evil\nERROR: evil";

class Messages : public FaxPrinterTest {
  protected:
    // No reason and no line of its own came of the text.
    void expectNoOrderObeyed(const JobStatus& status) const {
        EXPECT_FALSE(status.queueStopped);
        EXPECT_EQ(status.message.find('\n'), std::string::npos) << status.message;
        EXPECT_NE(status.message, "evil");
        const std::string state = runOrThrow({"lpstat", "-l", "-p", "Fax"}, cups_.environment());
        EXPECT_NE(state.find("Alerts: none\n"), std::string::npos) << state;
        const std::string defaults = runOrThrow({"lpoptions", "-p", "Fax"}, cups_.environment());
        EXPECT_EQ(defaults.find("evil"), std::string::npos) << defaults;
    }

    std::filesystem::path page() const { return scratch_.write("page.pdf", drawnPdf({numberedPage(1)})); }
};

TEST_F(Messages, ControlCharactersInATitleGiveNoOrders) {
    const JobStatus status = settled({page()}, {"-t", kOrders, "-o", "phone=5550100"});
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    expectNoOrderObeyed(status);
}

TEST_F(Messages, ControlCharactersInANumberGiveNoOrders) {
    const JobStatus status = settled({page()}, {"-o", "phone='" + kOrders + "'"});
    EXPECT_EQ(status.state, IPP_JSTATE_HELD);
    expectNoOrderObeyed(status);
}

TEST_F(Messages, ControlCharactersInTheServicesErrorGiveNoOrders) {
    emulator_.orderFault(
        R"({"call":"create","times":1,"status":400,"code":"fx_recipients_invalid","message":"x\nSTATE: +paused,evil-reason\nATTR: printer-alert=evil\nERROR: evil","before":true})");
    const JobStatus status = settled({page()}, to("5550100"));
    EXPECT_EQ(status.state, IPP_JSTATE_HELD);
    expectNoOrderObeyed(status);
}

}  // namespace
}  // namespace voipnow::end_to_end
