// The corpus of real bounces as records told apart by a number, and the fields that must come back of them.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "nixie/logger.hpp"
#include "record/bounce_corpus.hpp"

namespace nixie::tests {

using field_map = std::map<std::string, std::string>;

// What tells two entries apart, a line each, texts cut; "" where nothing does.
inline std::string difference(const field_map &found, const field_map &expected) {
    std::string lines;
    const auto add = [&lines](const char *what, const field_map &these, const field_map &those) {
        for (const auto &[name, value] : these)
            if (const auto other = those.find(name); other == those.end() || other->second != value)
                lines += std::string("\n") + what + name + "=" + testing::PrintToString(value.substr(0, 200));
    };
    add("found    ", found, expected);
    add("expected ", expected, found);
    return lines;
}

// One bounce of the corpus with the identity that the test gives it, and what must come back of it.
struct numbered_bounce {
    numbered_bounce(impl::test::bounce from, int number)
        : bounce(std::move(from)), domain("d" + std::to_string(number % 7) + ".example"),
          recipient("user" + std::to_string(number) + "@" + domain), id("Q" + std::to_string(number)),
          mta("mx." + domain), number_text(std::to_string(number)) {}

    record as_record() const {
        return {.time = timestamp(1'700'000'000'000'000),
                .status = bounce.status,
                .code = bounce.code.empty() ? std::nullopt : std::optional<std::int64_t>(std::stoi(bounce.code)),
                .diagnostic = bounce.diagnostic,
                .recipient = recipient,
                .sender = "news@letters.example",
                .queue_id = id,
                .remote_mta = mta};
    }

    field_map as_fields(const std::string &instance) const {
        field_map expected{{"event", "permanent_failure"},
                           {"time", "2023-11-14T22:13:20.000000Z"},
                           {"sequence", number_text},
                           {"instance", instance},
                           {"action", "failed"},
                           {"diagnostic", bounce.diagnostic},
                           {"recipient", recipient},
                           {"recipient_domain", domain},
                           {"sender", "news@letters.example"},
                           {"sender_domain", "letters.example"},
                           {"queue_id", id},
                           {"remote_mta", mta}};
        static const std::regex reply_pattern(R"(^([2-5][0-5][0-9])[ -](?:([245]\.\d+\.\d+)\s)?)");
        std::smatch reply; // where the corpus leaves code or status out, they follow from a text that is a reply
        std::regex_search(bounce.diagnostic, reply, reply_pattern);
        const std::string code = bounce.code.empty() ? reply[1].str() : bounce.code;
        const std::string status = bounce.status.empty() ? reply[2].str() : bounce.status;
        if (!code.empty()) expected["code"] = code;
        if (!status.empty()) expected["status"] = status;
        return expected;
    }

    impl::test::bounce bounce;
    std::string domain, recipient, id, mta, number_text;
};

// All of them, numbered from 1.
inline std::vector<numbered_bounce> numbered_bounces() {
    std::vector<numbered_bounce> bounces;
    for (impl::test::bounce &bounce : impl::test::read_bounce_corpus())
        bounces.emplace_back(std::move(bounce), static_cast<int>(bounces.size()) + 1);
    return bounces;
}

// False ends a test: it is skipped where there is no corpus, and has failed where there must be one.
inline bool corpus_is_there() {
    const std::filesystem::path path = impl::test::bounce_corpus_path();
    if (std::filesystem::exists(path)) return true;
    const auto miss = [&path] { GTEST_SKIP() << "no corpus of bounces at " << path; };
    if (tests::is_ci())
        ADD_FAILURE() << "no " << path << ", which CI must have";
    else
        miss();
    return false;
}

} // namespace nixie::tests
