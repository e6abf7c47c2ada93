// Chance, for the jitter of waits: it is no secret, and needs no good generator.
#pragma once

#include <random>

namespace nixie::impl {

class random_fraction {
public:
    // Uniform in [0, 1).
    double operator()() { return uniform_(generator_); }

private:
    std::minstd_rand generator_{std::random_device{}()};
    std::uniform_real_distribution<double> uniform_{0.0, 1.0};
};

} // namespace nixie::impl
