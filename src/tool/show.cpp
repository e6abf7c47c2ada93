#include "tool/show.hpp"

#include <algorithm>
#include <limits>

#include "encode/json.hpp"
#include "journal/journal_reader.hpp"
#include "tool/entry_record.hpp"
#include "tool/failure.hpp"
#include "tool/output.hpp"
#include "tool/reporter.hpp"
#include "tool/show_line.hpp"
#include "tool/show_match.hpp"
#include "tool/time_argument.hpp"
#include "transport/wall_clock.hpp"

namespace nixie::impl {
namespace {

constexpr std::string_view event_field = "MAIL_EVENT";
struct period {
    std::int64_t since = std::numeric_limits<std::int64_t>::min();
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
    std::string last; // the cursor of its last entry; "": the first entry that is later than `until` ends it

    bool has(std::int64_t moment) const { return moment >= since && moment <= until; }
};

period period_of(const show_arguments &arguments) {
    period result;
    const std::int64_t moment = wall_clock_now();
    if (!arguments.since.empty()) result.since = parse_time_argument(arguments.since, moment, "--since");
    if (!arguments.until.empty()) result.until = parse_time_argument(arguments.until, moment, "--until");
    if (result.since > result.until) throw failure(exit_code::usage, "--since is later than --until", "exchange them");
    return result;
}

void refuse_own_reports_as_json(const show_match &match) {
    const event_row *event = match.name == event_field ? find_event(match.value) : nullptr;
    if (event && !event->from_caller)
        throw failure(exit_code::usage, "--json writes what nixie emit takes, and that is no " + match.value,
                      "leave out --json, or use journalctl -o json MAIL_EVENT=" + match.value);
}

// What to look for. Without an event of the caller's choice that is every event: it keeps the entries of other programs
// out, by index. JSON lines are for nixie emit, which takes no reports of nixie's own.
std::vector<show_match> matches_of(const show_arguments &arguments, reporter &report) {
    std::vector<show_match> matches;
    for (const std::string &argument : arguments.matches) {
        matches.push_back(parse_match(argument));
        if (!matches.back().remark.empty()) report.say("nixie: " + matches.back().remark);
        if (arguments.is_json) refuse_own_reports_as_json(matches.back());
    }
    const auto is_event = [](const show_match &match) { return match.name == event_field; };
    if (std::any_of(matches.begin(), matches.end(), is_event)) return matches;
    for (const event_row &event : event_table)
        if (event.from_caller || !arguments.is_json)
            matches.push_back({std::string(event_field), std::string(event.name), {}});
    return matches;
}

void remark_on_files(const show_arguments &arguments, reporter &report) {
    const journal_files files = count_journal_files(arguments.source);
    if (files.forbidden > 0)
        report.say("nixie: journal files that you may not read: " + std::to_string(files.forbidden) + "; " +
                   journal_permission_hint);
    if (files.forbidden + files.readable > 0) return;
    report.say(arguments.source.name_space.empty()
                   ? "nixie: there are no journal files yet"
                   : "nixie: there are no journal files of the namespace " + arguments.source.name_space);
}

// Prints what is there now of the period.
void print_entries(journal_reader &reader, const period &wanted, bool is_json) {
    stored_entry entry;
    field_set record;
    std::string line;
    while (reader.next(entry)) {
        if (wanted.last.empty() && entry.realtime > wanted.until) return;
        if (wanted.has(entry.realtime) && read_entry(entry, record)) {
            line.clear();
            if (is_json)
                append_json(line, record, json_fields::callers);
            else
                line = show_line(record, value_of(entry, "MESSAGE"));
            print(line += '\n');
        }
        if (!wanted.last.empty() && reader.is_at(wanted.last)) return;
    }
}

// Goes to where the period begins, and sees where it ends: after the clock was stepped back, entries of the period
// stand behind later ones.
void go_to_begin(journal_reader &reader, period &wanted, const show_arguments &arguments) {
    if (!arguments.until.empty()) {
        stored_place last = reader.last_until(wanted.until);
        if (last.realtime >= wanted.since) wanted.last = std::move(last.cursor);
    }
    if (!arguments.since.empty() || !arguments.until.empty())
        reader.seek(wanted.since);
    else if (arguments.is_following)
        reader.seek_end();
}

} // namespace

exit_code show(const show_arguments &arguments) try {
    reporter report{false};
    period wanted = period_of(arguments);
    const std::vector<show_match> matches = matches_of(arguments, report);
    journal_reader reader{arguments.source};
    remark_on_files(arguments, report);
    for (const show_match &match : matches) reader.match(match.name, match.value);
    go_to_begin(reader, wanted, arguments);

    print_entries(reader, wanted, arguments.is_json);
    flush_output();
    while (arguments.is_following) {
        reader.wait();
        print_entries(reader, wanted, arguments.is_json);
        flush_output();
    }
    return exit_code::ok;
} catch (const journal_error &error) {
    throw failure(exit_code::no_input, error.what(), error.hint());
}

} // namespace nixie::impl
