// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

class PhonebookFile : public ::testing::Test {
  protected:
    std::filesystem::path path() const { return phonebookFile(scratch_.path(), ""); }
    Phonebook read(const std::string& text) const {
        return readPhonebook(scratch_.file("voipnow-phonebook", text));
    }

    const ScratchFolder scratch_;
};

TEST_F(PhonebookFile, ThatIsMissingIsAnEmptyPhoneBook) {
    EXPECT_TRUE(readPhonebook(path()).entries().empty());
    EXPECT_TRUE(read("").entries().empty());
    EXPECT_TRUE(read("# only\n\n  # comments\n").entries().empty());
}

TEST_F(PhonebookFile, HasAnEntryOnEachLine) {
    const Phonebook book = read(
        "\xEF\xBB\xBF# head\r\n"
        "pb00000001\tFirst Bank\t+1 (555) 010-0000\tbanks; customers\r\n"
        "pb00000002  Smith, John    555 0100; 555 0101\n"
        "  pb00000003 \t Müller\t \t210  a");
    EXPECT_EQ(book.entries(), (std::vector<PhonebookEntry>{
                                  {"pb00000001", "First Bank", "+1 (555) 010-0000", {"banks", "customers"}},
                                  {"pb00000002", "Smith, John", "555 0100; 555 0101", {}},
                                  {"pb00000003", "Müller", "210", {"a"}}}));
}

TEST_F(PhonebookFile, GivesEntriesWithoutAKeyTheSameEachTime) {
    const std::string text = "-  First Bank  5550100\n-  Second Bank  5550200\n";
    const Phonebook book = read(text);
    EXPECT_NE(book.entries()[0].key, book.entries()[1].key);
    EXPECT_EQ(read("# moved\n" + text).entries(), book.entries());
    PhonebookEdit(path()).write();
    EXPECT_EQ(readPhonebook(path()).entries(), book.entries());
    EXPECT_EQ(textOf(path()).find("-  "), std::string::npos) << "the keys are in the file now";
}

struct Broken {
    std::string text;
    std::string words;
};

TEST_F(PhonebookFile, ThatIsBrokenIsRefusedWithTheLine) {
    const std::vector<Broken> table{
        {"# head\npb00000001 First Bank 5550100\n", "voipnow-phonebook:2: it needs KEY"},
        {"pb00000001\tFirst Bank\n", ":1: it needs KEY"},
        {"pb00000001\ta\t5550100\tb\tc\n", ":1: it needs KEY"},
        {"First\tBank\t5550100\n", ":1: \"First\" is no key"},
        {"pg00000001\tBank\t5550100\n", ":1: \"pg00000001\" is no key"},
        {"pb00000001\tA\t5550100\n\npb00000001\tB\t5550100\n", ":3: the key pb00000001 is there twice"},
        {"pb00000001\tBank\tcall me\n", ":1: The number \"call me\" has a letter"},
        {"pb00000001\t555\t5550100\n", ":1: \"555\" cannot be a name"},
        {"pb00000001\tB\xff\t5550100\n", "UTF-8"},
        {"pb00000001\tBank\t5550100\ta,b\n", "comma"},
    };
    for (const Broken& each : table) {
        expectJobError(JobEnd::kHeld, each.words, [&] { read(each.text); });
    }
    std::filesystem::remove(path());
    std::filesystem::create_directory(path());
    expectJobError(JobEnd::kHeld, "cannot be read", [&] { readPhonebook(path()); });
}

TEST_F(PhonebookFile, IsWrittenWithAHeadThatTeachesAndKeepsComments) {
    std::string key;
    {
        PhonebookEdit edit(path());
        key = edit.book().add("First Bank", "5550100", {"banks"}).key;
        edit.write();
    }
    std::string text = textOf(path());
    EXPECT_EQ(text[0], '#');
    EXPECT_NE(text.find("\n" + key + "\tFirst Bank\t5550100\tbanks\n"), std::string::npos) << text;
    text.insert(text.find(key), "# ours\n\n");
    scratch_.file("voipnow-phonebook", text + "# last\n");
    {
        PhonebookEdit edit(path());
        edit.book().add("Other", "5550200", {});
        edit.write();
    }
    const std::string after = textOf(path());
    EXPECT_EQ(after.find(text), 0U) << after;
    EXPECT_LT(after.find("# last"), after.find("Other"));
    EXPECT_EQ(readPhonebook(path()).entries().size(), 2U);
}

TEST_F(PhonebookFile, ThatIsNewIsForTheGroupOfItsFolder) {
    {
        PhonebookEdit edit(path());
        edit.book().add("Bank", "5550100", {});
        edit.write();
    }
    struct stat file {};
    struct stat folder {};
    ASSERT_EQ(::stat(path().c_str(), &file), 0);
    ASSERT_EQ(::stat(scratch_.path().c_str(), &folder), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0640U);
    EXPECT_EQ(file.st_gid, folder.st_gid);
}

TEST_F(PhonebookFile, KeepsItsModeAndLeavesNothingElse) {
    scratch_.file("voipnow-phonebook", "-  Bank  5550100\n");
    ASSERT_EQ(::chmod(path().c_str(), 0604), 0);
    PhonebookEdit(path()).write();
    struct stat file {};
    ASSERT_EQ(::stat(path().c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0604U);
    std::vector<std::string> names;
    for (const auto& each : std::filesystem::directory_iterator(scratch_.path())) {
        names.push_back(each.path().filename());
    }
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string>{".voipnow-phonebook.lock", "voipnow-phonebook"}));
}

TEST_F(PhonebookFile, LosesNothingWhenManyChangeItAtOnce) {
    constexpr int kThreads = 8;
    std::vector<std::thread> threads;
    threads.reserve(kThreads);
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([this, i] {
            for (int j = 0; j < 5; ++j) {
                PhonebookEdit edit(path());
                edit.book().add("Name " + std::to_string(i) + "-" + std::to_string(j), "5550100", {});
                edit.write();
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(readPhonebook(path()).entries().size(), 40U);
}

TEST_F(PhonebookFile, OfAQueueIsJoinedWithThatOfAll) {
    scratch_.file("voipnow-phonebook", "pb00000001  Bank  5550100\npb00000002  Both  5550101\n");
    scratch_.file("voipnow-phonebook-Fax",
                  "pb00000002  Both  5550101\npb00000003  bank  5550200\npb00000004  Own  5550300\n");
    EXPECT_EQ(phonebookFor(scratch_.path(), "Other").entries().size(), 2U);
    const Phonebook book = phonebookFor(scratch_.path(), "Fax");
    EXPECT_EQ(book.entries().size(), 4U);
    EXPECT_EQ(book.byName("Bank").size(), 2U);
    scratch_.file("voipnow-phonebook-Fax", "pb00000001  Other  5550300\n");
    expectJobError(JobEnd::kHeld, "the key pb00000001", [&] { phonebookFor(scratch_.path(), "Fax"); });
    expectJobError(JobEnd::kHeld, "No printer", [&] { phonebookFor(scratch_.path(), "../x"); });
}

TEST_F(PhonebookFile, SaysWhoMayChangeIt) {
    if (::geteuid() == 0) {
        GTEST_SKIP() << "root may do everything";
    }
    std::filesystem::permissions(scratch_.path(), std::filesystem::perms(0500));
    expectJobError(JobEnd::kHeld, "root", [&] { PhonebookEdit edit{path()}; });
    std::filesystem::permissions(scratch_.path(), std::filesystem::perms(0700));
}

}  // namespace
}  // namespace voipnow
