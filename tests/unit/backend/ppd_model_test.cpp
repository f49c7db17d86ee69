// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ppd_model.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "backend/phonebook_choices.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

std::string model() {
    std::ifstream in(VOIPNOW_PPD, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string replaced(std::string text, const std::string& before, const std::string& after) {
    return text.replace(text.find(before), before.size(), after);
}

// As a version before had it: without the option FaxSplit.
std::string older() {
    std::string text = model();
    const std::size_t begin = text.find("*OpenUI *FaxSplit");
    const std::string close = "*CloseUI: *FaxSplit\n";
    return text.erase(begin, text.find(close) + close.size() - begin);
}

TEST(PpdModel, ACopyOfTheModelIsUpToDate) {
    EXPECT_EQ(broughtToModel(model(), model()), model());
}

TEST(PpdModel, AnOlderCopyGetsWhatIsNew) {
    ASSERT_NE(older(), model());
    EXPECT_EQ(broughtToModel(older(), model()), model());
}

TEST(PpdModel, DefaultsOfTheQueueStay) {
    struct Set {
        const char* before;
        const char* after;
    };
    for (const Set& set : {Set{"*Defaultphone: None", "*Defaultphone: Custom.5550100,\\ 5550101"},
                           Set{"*DefaultResolution: 204x196dpi", "*DefaultResolution: 204x98dpi"},
                           Set{"*DefaultPageSize: Letter", "*DefaultPageSize: A4"},
                           Set{"*DefaultImageableArea: Letter", "*DefaultImageableArea: A4"},
                           Set{"*DefaultFaxCover: None", "*DefaultFaxCover: Standard"},
                           Set{"*DefaultFaxSubject: None", "*DefaultFaxSubject: Custom.Hello"}}) {
        EXPECT_EQ(broughtToModel(replaced(older(), set.before, set.after), model()),
                  replaced(model(), set.before, set.after));
    }
}

TEST(PpdModel, ADefaultThatTheModelDoesNotHaveAnyMoreBecomesTheModels) {
    const std::string before = replaced(older(), "*DefaultFaxContent: Auto", "*DefaultFaxContent: Dithered");
    EXPECT_EQ(broughtToModel(before, model()), model());
}

TEST(PpdModel, TheNamesOfThePhoneBookAndTheTemplatesStay) {
    Phonebook book;
    book.put({"pb00000001", "First Bank: main", "+1 (555) 010-0000", {"sales"}});
    const std::string before = replaced(withChoices(older(), book, {}, {"Letterhead"}).text,
                                        "*Defaultphone: None", "*Defaultphone: pb00000001");
    EXPECT_EQ(broughtToModel(before, model()), replaced(withChoices(model(), book, {}, {"Letterhead"}).text,
                                                        "*Defaultphone: None", "*Defaultphone: pb00000001"));
}

TEST(PpdModel, WhatIsOfAnotherModelIsLeftAsItIs) {
    const std::string other =
        replaced(older(), "*NickName: \"VoipNow Fax\"", "*NickName: \"Fax of the mill\"");
    EXPECT_EQ(broughtToModel(other, model()), other);
    EXPECT_EQ(broughtToModel("", model()), "");
    EXPECT_EQ(broughtToModel(older(), ""), older());
}

TEST(PpdModel, IsFoundBesideTheProgram) {
    const ScratchFolder scratch;
    const std::filesystem::path folder = scratch.path() / "share/ppd/voipnow";
    std::filesystem::create_directories(folder);
    EXPECT_EQ(installedModel(scratch.path() / "bin/voipnow-fax"), "");
    std::filesystem::copy_file(VOIPNOW_PPD, folder / "voipnow-fax.ppd");
    EXPECT_EQ(installedModel(scratch.path() / "bin/voipnow-fax"), model());
}

}  // namespace
}  // namespace voipnow
