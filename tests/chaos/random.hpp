// Random numbers that are the same everywhere for the same seed, as the distributions of <random> need not be.
#pragma once

#include <cstdint>

namespace nixie::tests {

class random_numbers {
public:
    explicit random_numbers(std::uint64_t seed) : state_(seed) {}

    // splitmix64
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    // From first to last, both included.
    unsigned between(unsigned first, unsigned last) {
        return first + static_cast<unsigned>(next() % (last - first + std::uint64_t{1}));
    }
    bool one_in(unsigned n) { return between(1, n) == 1; }
    template <class T, unsigned long n>
    const T &one_of(const T (&all)[n]) {
        return all[next() % n];
    }

private:
    std::uint64_t state_;
};

} // namespace nixie::tests
