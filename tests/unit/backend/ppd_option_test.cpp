// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ppd_option.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

using Choices = std::vector<PpdChoice>;

TEST(PpdOption, OfTheModelCanBeWrittenAsItWas) {
    const std::string ppd = textOf(VOIPNOW_PPD);
    for (const char* keyword : {"phone", "Resolution", "PageSize"}) {
        const std::optional<PpdOption> option = PpdOption::find(ppd, keyword);
        ASSERT_TRUE(option) << keyword;
        EXPECT_EQ(option->ppd(), ppd);
    }
    EXPECT_EQ(PpdOption::find(ppd, "phone")->choices(), (Choices{{"None", "Not set"}}));
    EXPECT_EQ(PpdOption::find(ppd, "Resolution")->defaultChoice(), "204x196dpi");
    EXPECT_FALSE(PpdOption::find(ppd, "phon"));
    EXPECT_FALSE(PpdOption::find(ppd, "Page"));
    EXPECT_FALSE(PpdOption::find("", "phone"));
    EXPECT_FALSE(PpdOption::find("*OpenUI *phone: PickOne\n", "phone")) << "no end";
}

TEST(PpdOption, GetsOtherChoicesAndAnotherDefault) {
    std::optional<PpdOption> option = PpdOption::find(
        "*A: \"*OpenUI *x: 1\n*phone y: \"\n*OpenUI *phone/Fax: PickOne\r\n*Defaultphone: None \r\n"
        "*phone None/Not <3A> set: \"a\r\n b\"\r\n*End\r\n*OrderDependency: 1\r\n*phone z: \"\"\r\n"
        "*CloseUI: *phone\r\n*phone: \"\"\r\n",
        "phone");
    ASSERT_TRUE(option);
    EXPECT_EQ(option->choices(), (Choices{{"None", "Not : set"}, {"z", "z"}}));
    EXPECT_EQ(option->defaultChoice(), "None");
    option->setDefaultChoice("b");
    option->setChoices({{"a", "A/B"}, {"b", "\"<x>\": ü"}});
    EXPECT_EQ(option->ppd(),
              "*A: \"*OpenUI *x: 1\n*phone y: \"\n*OpenUI *phone/Fax: PickOne\r\n*Defaultphone: b\r\n"
              "*phone a/A/B: \"\"\r\n*phone b/<22><3C>x<3E><22><3A> ü: \"\"\r\n*OrderDependency: 1\r\n"
              "*CloseUI: *phone\r\n*phone: \"\"\r\n");
    EXPECT_EQ(option->choices(), (Choices{{"a", "A/B"}, {"b", "\"<x>\": ü"}}));
}

}  // namespace
}  // namespace voipnow
