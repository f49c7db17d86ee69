// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/json_patch.hpp"

#include <gtest/gtest.h>

#include <array>

namespace voipnow::emulator {
namespace {

constexpr const char* kFax = R"({"id":262,"files":[{"redirectUri":"a","contentLength":9}]})";

TEST(JsonPatch, RemovesReplacesAddsAndCopies) {
    struct Row {
        const char* patch;
        const char* patched;
    };
    constexpr std::array kRows = {
        Row{"[]", kFax},
        Row{R"([{"op":"remove","path":"/id"}])", R"({"files":[{"redirectUri":"a","contentLength":9}]})"},
        Row{R"([{"op":"remove","path":"/files/0/redirectUri"}])",
            R"({"id":262,"files":[{"contentLength":9}]})"},
        Row{R"([{"op":"replace","path":"/files","value":[]}])", R"({"id":262,"files":[]})"},
        Row{R"([{"op":"add","path":"/files/0/note","value":{"a":[1.0,true,null]}}])",
            R"({"id":262,"files":[{"redirectUri":"a","contentLength":9,"note":{"a":[1.0,true,null]}}]})"},
        Row{R"([{"op":"copy","from":"/files/0","path":"/files/-"}])",
            R"({"id":262,"files":[{"redirectUri":"a","contentLength":9},{"redirectUri":"a","contentLength":9}]})"},
        Row{R"([{"op":"remove","path":"/id"},{"op":"add","path":"/id","value":"x"}])",
            R"({"files":[{"redirectUri":"a","contentLength":9}],"id":"x"})"},
        Row{R"([{"op":"remove","path":"/uid"},{"op":"copy","from":"/uid","path":"/id"}])", kFax},
    };
    for (const auto& row : kRows) {
        EXPECT_EQ(patchedJson(kFax, row.patch), row.patched) << row.patch;
    }
}

TEST(JsonPatch, LeavesWhatIsNoJsonAsItIs) {
    EXPECT_EQ(patchedJson("<Error>", R"([{"op":"remove","path":"/id"}])"), "<Error>");
    EXPECT_EQ(patchedJson("", R"([{"op":"add","path":"/id","value":1}])"), "");
}

TEST(JsonPatch, IsAnArrayOfWholeOperations) {
    for (const auto* wrong :
         {"", "{}", "[1]", R"([{"op":"remove"}])", R"([{"op":"remove","path":1}])",
          R"([{"op":"remove","path":"id"}])", R"([{"op":"add","path":"/id"}])",
          R"([{"op":"copy","path":"/id"}])", R"([{"op":"move","from":"/id","path":"/uid"}])",
          R"([{"path":"/id"}])", R"([{"op":1,"path":"/id"}])"}) {
        EXPECT_FALSE(isJsonPatch(wrong)) << wrong;
    }
    EXPECT_TRUE(isJsonPatch("[]"));
}

}  // namespace
}  // namespace voipnow::emulator
