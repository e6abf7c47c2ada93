// One run of `nixie probe`: sends the series of canaries and finds out what became of them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tool/appended_text.hpp"
#include "tool/probe_link.hpp"
#include "tool/probe_report.hpp"

namespace nixie::impl {

class probe_session {
public:
    struct settings {
        std::string file;               // that the collector writes; "": none
        std::chrono::milliseconds wait; // for the messages to appear there, or to come back
        bool sends_all = false;         // also the long ones that nobody has seen to be safe
    };

    probe_session(const probe_target &target, const settings &how);

    // The series with their findings; without any where nobody could judge. Throws failure where nobody is there.
    std::vector<probe_series> run();

private:
    void run_series(probe_series &series);
    void send(probe_series &series, std::vector<probe_message> messages);
    void judge_echoes(probe_series &series) const;
    void judge_file(const std::vector<probe_series *> &which);

    const probe_target &target_;
    std::chrono::milliseconds wait_;
    bool sends_all_;
    std::optional<appended_text> file_;
    probe_patience patience_;
};

} // namespace nixie::impl
