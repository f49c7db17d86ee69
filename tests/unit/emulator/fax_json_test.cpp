// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fax_json.hpp"

#include <gtest/gtest.h>

namespace voipnow::emulator {
namespace {

Fax sentFax() {
    Fax fax;
    fax.id = 262;
    fax.uid = "ba12";
    fax.user = "@me";
    fax.extension = "0003*210";
    fax.recipients = {"7778888"};
    fax.state = FaxState::kSent;
    fax.created = Fax::Time(std::chrono::seconds(0));
    fax.sent = Fax::Time(std::chrono::seconds(1));
    FaxFile file;
    file.name = "document.pdf";
    file.contentType = "application/pdf";
    file.declaredSize = 10;
    file.receivedSize = 10;
    file.uploads = 1;
    file.sha256 = "00";
    file.path = "/f/1.pdf";
    file.pages = 1;
    file.headers = {{"Host", "h"}};
    fax.files = {file};
    return fax;
}

std::string written(const Fax& fax, const MeasuresOf& measuresOf) {
    JsonBuffer buffer;
    JsonWriter json(buffer);
    writeFax(json, fax, measuresOf);
    return buffer.GetString();
}

TEST(FaxJson, HasTheFormThatItsHeaderShows) {
    const auto measures = [](const FaxFile&) {
        return std::vector<PageMeasure>{{1728, 2156, 612, 792, 3600, 7200}};
    };
    EXPECT_EQ(
        written(sentFax(), measures),
        R"({"id":262,"uid":"ba12","user":"@me","extension":"0003*210","recipients":["7778888"],"state":"sent",)"
        R"("created":"1970-01-01T00:00:00.000Z","sent":"1970-01-01T00:00:01.000Z","unknownMembers":[],)"
        R"("files":[{"name":"document.pdf","contentType":"application/pdf","uploadIdentifier":"",)"
        R"("declaredSize":10,"receivedSize":10,"uploads":1,"sha256":"00","path":"/f/1.pdf","pages":1,)"
        R"("problem":"","headers":[["Host","h"]],"measures":[{"width":1728,"height":2156,)"
        R"("widthPoints":612.0,"heightPoints":792.0,"g4Bytes":3600,"mhBytes":7200,"seconds":2.0}]}],)"
        R"("pages":1,"seconds":2.0})");
}

TEST(FaxJson, SaysNoSecondsWhereNothingWasMeasuredOrSent) {
    const auto none = [](const FaxFile&) { return std::vector<PageMeasure>(); };
    EXPECT_NE(written(sentFax(), none).find(R"("seconds":null)"), std::string::npos);
    Fax failed = sentFax();
    failed.state = FaxState::kFailed;
    failed.files[0].pages = 0;
    EXPECT_NE(written(failed, none).find(R"("state":"failed")"), std::string::npos);
    EXPECT_NE(written(failed, none).find(R"("seconds":null)"), std::string::npos);
}

TEST(FaxJson, SaysNullForATimeThatHasNotCome) {
    Fax created = sentFax();
    created.state = FaxState::kCreated;
    created.sent.reset();
    EXPECT_NE(faxJson(created).find(R"("state":"created")"), std::string::npos);
    EXPECT_NE(faxJson(created).find(R"("sent":null)"), std::string::npos);
}

}  // namespace
}  // namespace voipnow::emulator
