#include "tool/verify.hpp"

#include <algorithm>

#include "journal/journal_source.hpp"
#include "tool/failure.hpp"
#include "tool/output.hpp"
#include "tool/time_argument.hpp"
#include "tool/verify_json.hpp"
#include "tool/verify_reading.hpp"
#include "tool/verify_report.hpp"
#include "tool/verify_sources.hpp"
#include "transport/wall_clock.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t few_ranges = 16;
constexpr std::size_t most_ranges = 100'000; // of --all: 1.6 MB

std::optional<std::int64_t> since_of(const verify_arguments &arguments) {
    if (arguments.since.empty()) return std::nullopt;
    return parse_time_argument(arguments.since, wall_clock_now(), "--since");
}

exit_code exit_code_of(verify_verdict verdict, bool was_read) {
    if (!was_read) return exit_code::io;
    if (verdict == verify_verdict::complete) return exit_code::ok;
    return verdict == verify_verdict::explained ? exit_code::gaps_explained : exit_code::gaps_unexplained;
}

void print_findings(const verify_findings &findings, const verify_summary &summary, const verify_arguments &arguments) {
    if (arguments.is_json) {
        for (const instance_finding &instance : findings.instances) print(verify_json(instance));
        print(verify_json_summary(findings, summary));
    } else {
        print(verify_text(findings, summary, arguments.shows_all));
    }
    flush_output();
}

} // namespace

exit_code verify(const verify_arguments &arguments) try {
    reporter report{false};
    const std::optional<std::int64_t> since = since_of(arguments);
    const std::vector<side_source> sources = sides_of(arguments.sources, arguments.targets);
    find_settings how{.has_since = since.has_value(), .most_ranges = arguments.shows_all ? most_ranges : few_ranges};
    if (!arguments.only_of.empty()) how.only_of = find_side(sources, arguments.only_of, "--only-of");
    verify_account account({.sides = sources.size(), .since = since, .instances = arguments.instances});
    verify_summary summary;
    std::vector<verify_side> sides;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        sides.push_back(sources[i].side);
        summary.sides.push_back(read_side(sources[i], i, since, account, report));
    }
    verify_findings findings = find_gaps(account, sides, how);
    const bool was_read = std::ranges::all_of(summary.sides, &lines_read::is_whole);
    if (findings.instances.empty())
        throw failure(
            was_read ? exit_code::no_input : exit_code::io, "no numbered record of nixie in these sources",
            "MAIL_INSTANCE of the journal, instance of a collector's file: nixie verify --help has the forms");
    if (!was_read) findings.verdict = verify_verdict::cannot_tell;
    summary.was_short_of_memory = account.was_short_of_memory();
    print_findings(findings, summary, arguments);
    return exit_code_of(findings.verdict, was_read);
} catch (const journal_error &error) {
    throw failure(exit_code::no_input, error.what(), error.hint());
}

} // namespace nixie::impl
