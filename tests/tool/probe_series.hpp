// The messages of a run of `nixie probe`, as the tests want them.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tool/probe_report.hpp"

namespace nixie::impl::test {

inline constexpr const char *run = "0123456789abcdef";

inline std::vector<probe_message> probe_messages(const char *of_run = run) {
    return make_probe_messages({of_run, "out1", "4711", 1'769'868'000'000'000}); // 2026-01-31T14:00:00Z
}

inline probe_message probe_message_of(std::string_view canary) {
    for (probe_message &message : probe_messages())
        if (message.of.name == canary) return message;
    throw std::logic_error("no canary " + std::string(canary));
}

// A series of which everything came as it was sent.
inline probe_series good_series(std::optional<enum framing> how = std::nullopt) {
    probe_series series;
    series.framing = how;
    series.run = run;
    series.messages = probe_messages();
    canary_finding as_sent;
    as_sent.fate = canary_fate::as_sent;
    series.findings.assign(series.messages.size(), as_sent);
    return series;
}

inline canary_finding &finding_of(probe_series &series, std::string_view canary) {
    for (std::size_t i = 0; i < series.messages.size(); ++i)
        if (series.messages[i].of.name == canary) return series.findings[i];
    throw std::logic_error("no canary " + std::string(canary));
}

} // namespace nixie::impl::test
