// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/file_descriptor.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

namespace voipnow {
namespace {

int opened() {
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

bool isOpen(int number) {
    return ::fcntl(number, F_GETFD) >= 0;
}

TEST(FileDescriptorTest, ClosesItsFileWhenItsOwnerGoes) {
    const int number = opened();
    {
        const FileDescriptor file(number);
        EXPECT_TRUE(file.isOpen());
        EXPECT_EQ(file.get(), number);
        EXPECT_TRUE(isOpen(number));
    }
    EXPECT_FALSE(isOpen(number));
}

TEST(FileDescriptorTest, IsNoneWhenNothingWasOpened) {
    EXPECT_FALSE(FileDescriptor().isOpen());
    EXPECT_FALSE(FileDescriptor(::open("/nowhere", O_RDONLY | O_CLOEXEC)).isOpen());
}

TEST(FileDescriptorTest, GoesOverToItsNewOwner) {
    const int number = opened();
    FileDescriptor first(number);
    FileDescriptor second(std::move(first));
    EXPECT_TRUE(isOpen(number));
    const int other = opened();
    FileDescriptor third(other);
    third = std::move(second);
    EXPECT_FALSE(isOpen(other)) << "which the new owner had before";
    EXPECT_EQ(third.get(), number);
    third.close();
    third.close();
    EXPECT_FALSE(isOpen(number));
}

}  // namespace
}  // namespace voipnow
