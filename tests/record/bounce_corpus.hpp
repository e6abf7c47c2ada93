// Diagnostics of real bounces, from the data that the project's machines share. They are no part of nixie.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <simdjson.h>

#include "api/is_ci.hpp"

namespace nixie::impl::test {

struct bounce {
    std::string diagnostic, status, code;
};

inline std::filesystem::path bounce_corpus_path() {
    const char *given = std::getenv("NIXIE_SHARED_DATA");
    const std::filesystem::path folder =
        given ? std::filesystem::path(given) : std::filesystem::path(NIXIE_SOURCE_DIR) / "../shared/data";
    return folder / "bounces-dev.jsonl";
}

// Throws what simdjson throws when the file is no JSON lines with these keys.
inline std::vector<bounce> read_bounce_corpus() {
    simdjson::dom::parser parser;
    std::vector<bounce> bounces;
    for (const simdjson::dom::element line : parser.load_many(bounce_corpus_path().string()))
        bounces.push_back({std::string(std::string_view(line["diagnostic"])),
                           std::string(std::string_view(line["status"])), std::string(std::string_view(line["code"]))});
    return bounces;
}

} // namespace nixie::impl::test
