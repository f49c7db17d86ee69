// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fax_request.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace voipnow::emulator {
namespace {

constexpr const char* kOneFile =
    R"([{"uploadIdentifier":"doc001","name":"document.pdf","size":1048576,"contentType":"application/pdf"}])";

std::string withRecipients(const std::string& recipients) {
    return R"({"recipients":)" + recipients + R"(,"files":)" + kOneFile + "}";
}

std::string withFiles(const std::string& files) {
    return R"({"recipients":["7778888"],"files":)" + files + "}";
}

std::string withFile(const std::string& file) {
    return withFiles("[" + file + "]");
}

TEST(FaxRequest, ReadsTheExampleOfTheSpecification) {
    const Fax fax = parseFaxRequest(withRecipients(R"(["7778888","1234567890"])"), Settings());
    EXPECT_EQ(fax.recipients, (std::vector<std::string>{"7778888", "1234567890"}));
    ASSERT_EQ(fax.files.size(), 1U);
    EXPECT_EQ(fax.files[0].name, "document.pdf");
    EXPECT_EQ(fax.files[0].contentType, "application/pdf");
    EXPECT_EQ(fax.files[0].uploadIdentifier, "doc001");
    EXPECT_EQ(fax.files[0].declaredSize, 1048576U);
    EXPECT_TRUE(fax.unknownMembers.empty());
}

TEST(FaxRequest, TakesEveryFormOfANumberThatCanBeDialled) {
    for (const auto* number :
         {"210", "0003*210", "+493012345", "*67#1234567", "12345678901234567890123456789012"}) {
        const Fax fax = parseFaxRequest(withRecipients("[\"" + std::string(number) + "\"]"), Settings());
        EXPECT_EQ(fax.recipients, std::vector<std::string>{number});
    }
}

TEST(FaxRequest, TakesEveryKindOfFile) {
    struct Row {
        const char* name;
        const char* type;
    };
    const std::vector<Row> kKinds = {{"a.pdf", "application/pdf"}, {"a.PDF", "application/pdf"},
                                     {"a.tif", "image/tiff"},      {"a.tiff", "image/tiff"},
                                     {"a.jpg", "image/jpeg"},      {"a.jpeg", "image/jpeg"},
                                     {"a.txt", "text/plain"}};
    for (const auto& kind : kKinds) {
        EXPECT_NO_THROW(parseFaxRequest(withFile(R"({"name":")" + std::string(kind.name) +
                                                 R"(","size":1,"contentType":")" + kind.type + "\"}"),
                                        Settings()))
            << kind.name;
    }
}

TEST(FaxRequest, WithoutRecipientsHasNothingToSend) {
    EXPECT_TRUE(parseFaxRequest(withRecipients("[]"), Settings()).recipients.empty());
}

TEST(FaxRequest, NotesMembersThatTheSpecificationDoesNotHave) {
    const Fax fax = parseFaxRequest(
        R"({"recipients":["210"],"cover":1,"files":[{"name":"a.pdf","size":1,"contentType":"application/pdf","pages":2}]})",
        Settings());
    EXPECT_EQ(fax.unknownMembers, (std::vector<std::string>{"files.pages", "cover"}));
}

struct Refused {
    const char* what;
    std::string body;
    const char* code;
};

class RefusedFaxRequest : public testing::TestWithParam<Refused> {};

TEST_P(RefusedFaxRequest, HasAPublishedErrorCode) {
    Settings settings;
    settings.badRecipients = {"5550000"};
    try {
        parseFaxRequest(GetParam().body, settings);
        FAIL() << GetParam().body;
    } catch (const ApiError& error) {
        EXPECT_EQ(error.status(), 400);
        EXPECT_EQ(error.code(), GetParam().code) << error.what();
    }
}

constexpr const char* kRecipients = "fx_recipients_invalid";
constexpr const char* kFile = "fx_file_invalid";

INSTANTIATE_TEST_SUITE_P(
    FaxRequest, RefusedFaxRequest,
    testing::Values(
        Refused{"NoJson", "recipients=1", "internal_server_error"},
        Refused{"NoObject", "[]", "internal_server_error"},
        Refused{"MemberTwice", R"({"recipients":["210"],"recipients":["211"],"files":[]})",
                "internal_server_error"},
        Refused{"NoRecipients", R"({"files":[]})", kRecipients},
        Refused{"RecipientsNoList", withRecipients("\"7778888\""), kRecipients},
        Refused{"RecipientNoString", withRecipients("[7778888]"), kRecipients},
        Refused{"RecipientEmpty", withRecipients(R"([""])"), kRecipients},
        Refused{"RecipientTooShort", withRecipients(R"(["12"])"), kRecipients},
        Refused{"RecipientTooLong", withRecipients(R"(["123456789012345678901234567890123"])"), kRecipients},
        Refused{"RecipientWithSeparators", withRecipients(R"(["777-8888"])"), kRecipients},
        Refused{"RecipientWithAPlusInside", withRecipients(R"(["777+8888"])"), kRecipients},
        Refused{"RecipientWithLetters", withRecipients(R"(["1800FLOWERS"])"), kRecipients},
        Refused{"TwoRecipientsInOne", withRecipients(R"(["7778888,1234567"])"), kRecipients},
        Refused{"RecipientThatIsSetAsBad", withRecipients(R"(["7778888","5550000"])"), kRecipients},
        Refused{"TooManyRecipients", withRecipients(R"(["211","212","213","214","215","216"])"), kRecipients},
        Refused{"NoFiles", R"({"recipients":["210"]})", kFile}, Refused{"FilesEmpty", withFiles("[]"), kFile},
        Refused{"FilesNoList", withFiles("{}"), kFile}, Refused{"FileNoObject", withFiles("[1]"), kFile},
        Refused{"TooManyFiles", withFiles("[1,2,3,4,5,6]"), "fx_max_files_reached"},
        Refused{"NameMissing", withFile(R"({"size":1,"contentType":"application/pdf"})"), kFile},
        Refused{"NameNoString", withFile(R"({"name":1,"size":1,"contentType":"application/pdf"})"), kFile},
        Refused{"NameWithoutSuffix", withFile(R"({"name":"pdf","size":1,"contentType":"application/pdf"})"),
                kFile},
        Refused{"NameOnlySuffix", withFile(R"({"name":".pdf","size":1,"contentType":"application/pdf"})"),
                kFile},
        Refused{"NameOfAnotherKind", withFile(R"({"name":"a.txt","size":1,"contentType":"application/pdf"})"),
                kFile},
        Refused{"TypeUnknown", withFile(R"({"name":"a.doc","size":1,"contentType":"application/msword"})"),
                kFile},
        Refused{"TypeWithParameter", withFile(R"({"name":"a.txt","size":1,"contentType":"text/plain; a=b"})"),
                kFile},
        Refused{"SizeMissing", withFile(R"({"name":"a.pdf","contentType":"application/pdf"})"), kFile},
        Refused{"SizeZero", withFile(R"({"name":"a.pdf","size":0,"contentType":"application/pdf"})"), kFile},
        Refused{"SizeNegative", withFile(R"({"name":"a.pdf","size":-1,"contentType":"application/pdf"})"),
                kFile},
        Refused{"SizeFraction", withFile(R"({"name":"a.pdf","size":1.0,"contentType":"application/pdf"})"),
                kFile},
        Refused{"SizeString", withFile(R"({"name":"a.pdf","size":"1","contentType":"application/pdf"})"),
                kFile},
        Refused{"SizeOverTheLimit",
                withFile(R"({"name":"a.pdf","size":10485761,"contentType":"application/pdf"})"), kFile},
        Refused{
            "IdentifierEmpty",
            withFile(R"({"uploadIdentifier":"","name":"a.pdf","size":1,"contentType":"application/pdf"})"),
            kFile},
        Refused{"IdentifierNoString",
                withFile(R"({"uploadIdentifier":1,"name":"a.pdf","size":1,"contentType":"application/pdf"})"),
                kFile},
        Refused{
            "IdentifierTwice",
            withFiles(R"([{"uploadIdentifier":"a","name":"a.pdf","size":1,"contentType":"application/pdf"},)"
                      R"({"uploadIdentifier":"a","name":"a.pdf","size":1,"contentType":"application/pdf"}])"),
            kFile}),
    [](const testing::TestParamInfo<Refused>& row) { return row.param.what; });

TEST(FaxRequest, TakesAsMuchAsTheLimitsAllow) {
    Settings settings;
    settings.maxFileSize = 7;
    settings.maxRecipients = 1;
    EXPECT_NO_THROW(
        parseFaxRequest(withFile(R"({"name":"a.pdf","size":7,"contentType":"application/pdf"})"), settings));
    EXPECT_THROW(
        parseFaxRequest(withFile(R"({"name":"a.pdf","size":8,"contentType":"application/pdf"})"), settings),
        ApiError);
    EXPECT_THROW(parseFaxRequest(withRecipients(R"(["211","212"])"), settings), ApiError);
}

}  // namespace
}  // namespace voipnow::emulator
