// The options of a logger.
#include <algorithm>
#include <array>

#include "config/option_setters.hpp"

namespace nixie::impl {
namespace {

problem set_duration(std::chrono::milliseconds &to, std::string_view value) {
    const auto time = parse_duration(value);
    if (!time) return "no time; legal: a whole number with ms, s, min or h, such as 50ms";
    to = *time;
    return {};
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 32 && c < 127; });
}

// Printable ASCII without blanks: it stands in headers and in SYSLOG_IDENTIFIER.
problem set_token(std::string &to, std::string_view value, std::size_t most) {
    if (value.empty() || value.size() > most || !is_printable(value))
        return "no such text; legal: 1 to " + std::to_string(most) + " printable ASCII characters without blanks";
    to = value;
    return {};
}

// Digits, then perhaps a dot and further digits, and so on: RFC 5424 section 7.2.2.
bool is_enterprise_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos && text.front() != '.' &&
           text.back() != '.' && text.find("..") == std::string_view::npos;
}

// RFC 5424 section 6.3.2: a name of 1 to 32 characters; without IANA's registration it is name@enterprise-number.
problem set_sd_id(std::string &to, std::string_view value) {
    const std::size_t at = value.find('@');
    const bool is_id = at != std::string_view::npos && at > 0 && is_enterprise_number(value.substr(at + 1));
    if (!is_id || value.size() > 32 || !is_printable(value) || value.find_first_of("=]\"") != std::string_view::npos)
        return "no SD-ID; legal: NAME@ENTERPRISE-NUMBER, at most 32 printable characters without = ] \" and blanks";
    to = value;
    return {};
}

// set and get are each other's reverse. get gives "" where row.default_text says in words what holds.
struct logger_option {
    option_row row;
    problem (*set)(logger_options &, std::string_view);
    std::string (*get)(const logger_options &);
};

constexpr std::array logger_table = std::to_array<logger_option>({
    {{"app_name", "the program's name", "1 to 48 printable ASCII characters",
      "APP-NAME in syslog, SYSLOG_IDENTIFIER in the journal"},
     [](logger_options &o, std::string_view v) { return set_token(o.app_name, v, 48); },
     [](const logger_options &o) { return o.app_name; }},
    {{"hostname", "gethostname(2)", "1 to 255 printable ASCII characters", "HOSTNAME in syslog; no DNS is asked"},
     [](logger_options &o, std::string_view v) { return set_token(o.hostname, v, 255); },
     [](const logger_options &o) { return o.hostname; }},
    {{"sd_id", "nixie@32473", "NAME@ENTERPRISE-NUMBER",
      "name of the structured data element; 32473 is the number reserved for documentation"},
     [](logger_options &o, std::string_view v) { return set_sd_id(o.sd_id, v); },
     [](const logger_options &o) { return o.sd_id; }},
    {{"queue.size", "8MiB", "64KiB to 4GiB", "bytes of the queue between the callers and the I/O thread"},
     [](logger_options &o, std::string_view v) {
         return set_size(o.queue_size, v, smallest_queue, largest_queue, "64KiB to 4GiB, such as 8MiB");
     },
     [](const logger_options &o) { return size_text(o.queue_size); }},
    {{"queue.on_full", "drop", "drop, block",
      "what a call does when the queue is full: it is refused at once, or waits"},
     [](logger_options &o, std::string_view v) { return set_word(o.on_full, v, on_full_words); },
     [](const logger_options &o) { return word_of(o.on_full, on_full_words); }},
    {{"queue.block_for", "10s", "0 or a time", "how long it waits with block; after that it is refused"},
     [](logger_options &o, std::string_view v) { return set_duration(o.block_for, v); },
     [](const logger_options &o) { return duration_text(o.block_for); }},
    {{"queue.largest_record", "4MiB", "1KiB to 1GiB; more than queue.size counts as queue.size",
      "a larger record is refused"},
     [](logger_options &o, std::string_view v) {
         return set_size(o.largest_record, v, 1 << 10, std::size_t{1} << 30, "1KiB to 1GiB, such as 4MiB");
     },
     [](const logger_options &o) { return size_text(o.largest_record); }},
    {{"exit_drain", "2s", "0 or a time",
      "how long exit(), return from main() and the freeing of an open logger wait for what is queued"},
     [](logger_options &o, std::string_view v) { return set_duration(o.exit_drain, v); },
     [](const logger_options &o) { return duration_text(o.exit_drain); }},
    {{"fork_drain", "200ms", "0 or a time",
      "how long fork() waits for what is queued, since a parent that ends in _exit() loses it"},
     [](logger_options &o, std::string_view v) { return set_duration(o.fork_drain, v); },
     [](const logger_options &o) { return duration_text(o.fork_drain); }},
    {{"stats_interval", "1min", "0 or a time", "how often each target gets a stats entry while records flow; 0: never"},
     [](logger_options &o, std::string_view v) { return set_duration(o.stats_interval, v); },
     [](const logger_options &o) { return duration_text(o.stats_interval); }},
});

static_assert(std::ranges::all_of(logger_table, [](const auto &o) { return o.get != nullptr; }),
              "nixie check-config prints every option: give the new one its getter");

} // namespace

std::variant<std::monostate, config_error> set_option(logger_options &options, std::string_view name,
                                                      std::string_view value) {
    const auto *const option = std::ranges::find(logger_table, name, [](const auto &o) { return o.row.name; });
    if (option == logger_table.end()) {
        std::array<std::string_view, logger_table.size()> legal;
        std::ranges::transform(logger_table, legal.begin(), [](const auto &o) { return o.row.name; });
        return config_error{"no option of a logger: \"" + std::string{name} + "\"" + hint_from(name, legal)};
    }
    if (const problem wrong = option->set(options, value))
        return config_error{std::string{name} + ": \"" + std::string{value} + "\" is " + *wrong};
    return {};
}

std::variant<std::monostate, config_error> add_targets(logger_options &options, std::string_view uris) {
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<target_options> added;
    for (std::size_t at = uris.find_first_not_of(blanks); at != std::string_view::npos;) {
        const std::size_t end = std::min(uris.find_first_of(blanks, at), uris.size());
        auto target = parse_target(uris.substr(at, end - at));
        if (const auto *wrong = std::get_if<config_error>(&target)) return *wrong;
        added.push_back(std::get<target_options>(std::move(target)));
        at = uris.find_first_not_of(blanks, end);
    }
    options.targets.insert(options.targets.end(), added.begin(), added.end());
    return {};
}

std::span<const option_row> logger_option_rows() {
    static const auto rows = rows_of(logger_table);
    return rows;
}

std::vector<option_value> values_of(const logger_options &options) {
    std::vector<option_value> values;
    for (const logger_option &option : logger_table) values.push_back({option.row, option.get(options)});
    return values;
}

std::vector<target_options> opened_targets(const logger_options &options) {
    if (!options.targets.empty()) return options.targets;
    return {std::get<target_options>(parse_target("journald:"))};
}

} // namespace nixie::impl
