#include "config/config_file.hpp"

#include "config/config_text.hpp"
#include "fuzz/fuzz_input.hpp"

using namespace nixie::impl;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const config_reading reading = parse_config(fuzz::text_of(data, size), "f");
    for (const std::string &problem : reading.problems)
        fuzz::require(problem.starts_with("f:"), "a problem names its file and line");
    fuzz::require(reading.problems.size() <= 101, "problems are bounded");
    if (!reading.problems.empty()) return 0;

    const std::string text = config_text(reading.options);
    for (const char c : text)
        fuzz::require(c == '\n' || (c >= ' ' && c <= '~'), "what is printed is safe on a terminal");
    const config_reading again = parse_config(text, "f");
    fuzz::require(again.problems.empty(), "what is printed is a config file");
    fuzz::require(config_text(again.options) == text, "and says the same");
    return 0;
}
