#include "tool/probe.hpp"

#include <algorithm>

#include "tool/output.hpp"
#include "tool/probe_session.hpp"
#include "tool/time_span.hpp"

namespace nixie::impl {
namespace {

void print_lines(const std::vector<std::string> &lines) {
    for (const std::string &line : lines) print(line + "\n");
}

exit_code report_findings(const probe_target &target, std::vector<probe_series> &all) {
    bool is_complete = true;
    for (probe_series &series : all) {
        series.findings.resize(series.messages.size()); // one that brought nothing, where the other did
        print_lines(report_series(series));
        is_complete = is_complete && series.is_all_as_sent();
    }
    const probe_advice advice = advise(target, all);
    print_lines(advice.reasons);
    print_lines({"target: " + advice.uri});
    return is_complete ? exit_code::ok : exit_code::data;
}

} // namespace

exit_code probe(const probe_arguments &arguments) {
    const probe_target target = parse_probe_target(arguments.uri);
    const std::chrono::milliseconds wait = parse_span_argument(arguments.wait, "--wait");
    std::vector<probe_series> all = probe_session(target, {arguments.file, wait, arguments.sends_all}).run();
    const bool is_judged = std::ranges::any_of(all, [](const auto &series) { return !series.findings.empty(); });
    exit_code code = exit_code::ok;
    if (is_judged)
        code = report_findings(target, all);
    else
        print_lines(what_to_look_for(target, all));
    flush_output();
    return code;
}

} // namespace nixie::impl
