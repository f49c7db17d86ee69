// BitWriter: puts codes of a few bits each behind one another into memory, the highest bit of a byte first.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The memory belongs to the caller, who sees to it that there is enough: the writer never looks, and stores
// whole words of 8 bytes. So it is three numbers, which stay in registers while a loop works on its own copy.
#pragma once

#include <cstddef>
#include <cstdint>

#include "filters/big_endian.hpp"

namespace voipnow {

class BitWriter {
  public:
    explicit BitWriter(std::byte* to) : next_(to) {}

    // Puts the lowest `length` bits of `bits`, whose other bits are 0. `length` is 63 at most.
    void put(std::uint64_t bits, unsigned length) {
        if (length < free_) {
            word_ = word_ << length | bits;
            free_ -= length;
        } else {
            const unsigned left = length - free_;
            store(word_ << free_ | bits >> left);
            word_ = bits;  // what is stored already leaves at the top before the word is full again
            free_ = kWordBits - left;
        }
    }

    // Puts `count` bits of 1.
    void putOnes(std::size_t count) {
        for (; count >= kWordBits; count -= kWordBits / 2) {
            put(0xFFFFFFFF, kWordBits / 2);
        }
        put((std::uint64_t{1} << count) - 1, static_cast<unsigned>(count));
    }

    // Where the next word will be stored; up to 63 bits may wait for it.
    std::byte* next() const { return next_; }

    // Goes on at another place, to which the caller has moved what is stored already.
    void moveTo(std::byte* next) { next_ = next; }

    // Stores what waits, the last byte filled up with 0, and gives the end of the code. To be called last.
    std::byte* finish() {
        std::byte* const end = next_ + (kWordBits - free_ + 7) / 8;
        put(0, kWordBits - 1);
        return end;
    }

  private:
    static constexpr unsigned kWordBits = 64;

    void store(std::uint64_t word) {
        storeBigEndian(word, next_);
        next_ += sizeof word;
    }

    std::byte* next_;
    std::uint64_t word_ = 0;     // its lowest bits wait
    unsigned free_ = kWordBits;  // how many more it takes, at least 1
};

}  // namespace voipnow
