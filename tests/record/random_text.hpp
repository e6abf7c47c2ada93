// Texts for property tests: repeatable, and nasty more often than chance would have it.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace nixie::impl::test {

// The same texts at each run, or others with NIXIE_TEST_SEED=n. A test that uses it says
// SCOPED_TRACE(random.seed_text()), so that a failure names its seed.
class random_source {
public:
    random_source() : seed_(seed_of_environment()), engine_(seed_) {}

    std::string seed_text() const { return "NIXIE_TEST_SEED=" + std::to_string(seed_); }

    std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_); }

    std::int64_t number(std::int64_t from, std::int64_t to) {
        return std::uniform_int_distribution<std::int64_t>(from, to)(engine_);
    }

    std::string_view one_of(const std::vector<std::string_view> &choices) { return choices[below(choices.size())]; }

    // Up to `most` pieces: each one of `pieces`, or a byte of any value.
    std::string text(const std::vector<std::string_view> &pieces, std::size_t most) {
        std::string made;
        for (std::size_t left = below(most + 1); left > 0; --left) {
            if (below(4) == 0)
                made += static_cast<char>(below(256));
            else
                made += one_of(pieces);
        }
        return made;
    }

private:
    static std::uint32_t seed_of_environment() {
        const char *given = std::getenv("NIXIE_TEST_SEED");
        return given ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10)) : 20'030'929u;
    }

    std::uint32_t seed_;
    std::mt19937 engine_;
};

} // namespace nixie::impl::test
