// The URI of a target, and the options that follow in its query or stand beside it in the config file.
#include <algorithm>
#include <array>
#include <utility>

#include "config/option_setters.hpp"
#include "record/field_table.hpp"

namespace nixie::impl {
namespace {

constexpr std::array<std::string_view, 3> bom_words{"none", "always", "auto"};
constexpr std::array<std::string_view, 2> framing_words{"octet", "lf"};
constexpr std::array<std::string_view, 2> mtu_words{"path", "fragment"};
constexpr std::array<std::string_view, 3> format_words{"rfc5424", "json", "journal"};
// RFC 5424 section 6.2.1, by their usual names; the position is the number.
constexpr std::array<std::string_view, 24> facility_words{"kern",   "user",   "mail",   "daemon", "auth",     "syslog",
                                                          "lpr",    "news",   "uucp",   "cron",   "authpriv", "ftp",
                                                          "ntp",    "audit",  "alert",  "clock",  "local0",   "local1",
                                                          "local2", "local3", "local4", "local5", "local6",   "local7"};
problem set_events(target_options &o, std::string_view value) {
    std::vector<std::string_view> legal;
    for (const event_row &row : event_table)
        if (row.from_caller) legal.push_back(row.name);
    std::uint32_t events = 0;
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        const std::string_view name = value.substr(0, comma);
        const event_row *row = find_event(name);
        if (!row || !row->from_caller) return "no event: " + std::string{name} + hint_from(name, legal);
        events |= 1U << row->number;
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    if (events == 0) return "an empty list; name at least one event, separated by commas";
    o.events = events;
    return {};
}

// Bytes of an IP packet: at least what every IPv4 host takes (RFC 791), at most what its length field holds.
problem set_mtu(target_options &o, std::string_view value) {
    constexpr std::size_t least = 576;
    constexpr std::size_t most = 65535;
    if (value.find_first_not_of("0123456789") == std::string_view::npos) {
        o.mtu = mtu_option::fixed;
        return set_size(o.mtu_size, value, least, most, "path, fragment, or 576 to 65535");
    }
    if (std::ranges::find(mtu_words, value) == mtu_words.end())
        return "no such value" + hint_from(value, std::array<std::string_view, 3>{"path", "fragment", "576 to 65535"});
    return set_word(o.mtu, value, mtu_words);
}

std::string mtu_text(const target_options &o) {
    return o.mtu == mtu_option::fixed ? std::to_string(o.mtu_size) : word_of(o.mtu, mtu_words);
}

std::string events_text(const target_options &o) {
    if (o.events == target_options{}.events) return "";
    std::string names;
    for (const event_row &row : event_table)
        if (row.from_caller && o.takes(row.number)) (names += names.empty() ? "" : ",") += row.name;
    return names;
}

struct target_option {
    option_row row;
    problem (*set)(target_options &, std::string_view);
    bool (*fits)(const target_options &);
    std::string (*get)(const target_options &);
};

bool is_any(const target_options &) {
    return true;
}
bool is_stdout(const target_options &o) {
    return o.scheme == scheme::standard_output;
}
bool is_syslog(const target_options &o) {
    return o.scheme != scheme::journald;
}
bool is_journald(const target_options &o) {
    return o.scheme == scheme::journald;
}
bool is_udp(const target_options &o) {
    return o.scheme == scheme::udp;
}
bool is_tcp(const target_options &o) {
    return o.scheme == scheme::tcp;
}

constexpr std::array target_table = std::to_array<target_option>({
    {{"events", "all", "event names separated by commas", "which events the target gets; the others count as filtered",
      true},
     set_events,
     is_any,
     events_text},
    {{"max_size", "8192 for tcp: and unix:, what mtu allows for udp:, no limit for stdout:", "1KiB to 1GiB",
      "a longer message is shortened; not for journald:"},
     [](target_options &o, std::string_view v) {
         return set_size(o.max_size, v, 1 << 10, std::size_t{1} << 30, "1KiB to 1GiB, such as 8192");
     },
     is_syslog,
     [](const target_options &o) { return o.max_size == 0 ? "" : size_text(o.max_size); }},
    {{"facility", "mail", "the names of RFC 5424 section 6.2.1: kern, user, mail, … local7",
      "the facility in PRI and SYSLOG_FACILITY"},
     [](target_options &o, std::string_view v) { return set_word(o.facility, v, facility_words); },
     is_any,
     [](const target_options &o) { return word_of(o.facility, facility_words); }},
    {{"bom", "none", "none, always, auto",
      "a byte order mark before MSG: never, always, or where MSG is not ASCII; not for journald:"},
     [](target_options &o, std::string_view v) { return set_word(o.bom, v, bom_words); },
     is_syslog,
     [](const target_options &o) { return word_of(o.bom, bom_words); }},
    {{"backlog", "16MiB", "64KiB to 4GiB", "bytes that wait while the target takes nothing"},
     [](target_options &o, std::string_view v) {
         return set_size(o.backlog, v, smallest_queue, largest_queue, "64KiB to 4GiB, such as 16MiB");
     },
     is_any,
     [](const target_options &o) { return size_text(o.backlog); }},
    {{"on_full", "that of queue.on_full", "drop, block",
      "with a full backlog: drop the oldest, or take nothing more from the queue"},
     [](target_options &o, std::string_view v) {
         o.on_full_given = true;
         return set_word(o.on_full, v, on_full_words);
     },
     is_any,
     [](const target_options &o) { return o.on_full_given ? word_of(o.on_full, on_full_words) : ""; }},
    {{"framing", "octet", "octet, lf",
      "tcp: only; where a message ends in the stream: octet writes its length before it, lf a line feed behind it"},
     [](target_options &o, std::string_view v) { return set_word(o.framing, v, framing_words); },
     is_tcp,
     [](const target_options &o) { return word_of(o.framing, framing_words); }},
    {{"replay", "2MiB", "0 to 1GiB",
      "tcp: only; bytes of acknowledged messages that are kept, and sent again when the connection breaks: an "
      "acknowledgement does not say that the collector's process has read them"},
     [](target_options &o, std::string_view v) {
         return set_size(o.replay, v, 0, std::size_t{1} << 30, "0 to 1GiB, such as 2MiB");
     },
     is_tcp,
     [](const target_options &o) { return size_text(o.replay); }},
    {{"batch", "1", "1 to 64",
      "journald: only; so many entries may share a datagram, which journald takes and does not document; 1: each has "
      "its own"},
     [](target_options &o, std::string_view v) { return set_number(o.batch, v, 1, 64, "1 to 64"); },
     is_journald,
     [](const target_options &o) { return std::to_string(o.batch); }},
    {{"mtu", "path", "path, fragment, or 576 to 65535", "udp: only; how large a datagram may be"},
     set_mtu,
     is_udp,
     mtu_text},
    {{"format", "rfc5424", "rfc5424, json, journal",
      "stdout: only; json is the whole record with what nixie set, one object a line (nixie show --json prints what "
      "nixie emit reads), journal what journald receives"},
     [](target_options &o, std::string_view v) { return set_word(o.format, v, format_words); },
     is_stdout,
     [](const target_options &o) { return word_of(o.format, format_words); }},
});
static_assert(std::ranges::all_of(target_table, [](const auto &o) { return o.get != nullptr; }),
              "nixie check-config prints every option: give the new one its getter");

constexpr std::array<std::string_view, 5> beginnings{"journald:", "udp://", "tcp://", "unix:", "stdout:"};
constexpr auto scheme_words = [] {
    auto words = beginnings;
    for (std::string_view &word : words) word = word.substr(0, word.find(':'));
    return words;
}();

constexpr std::uint16_t udp_port = 514; // RFC 5426 section 3.3
constexpr std::uint16_t tcp_port = 601; // IANA: syslog-conn

problem set_hosts(target_options &o) {
    const bool is_one = o.scheme == scheme::udp;
    if (!o.path.starts_with("//"))
        return "two slashes are missing; write " + std::string{is_one ? "udp://HOST:514" : "tcp://HOST:601"};
    std::string_view hosts = std::string_view{o.path}.substr(2);
    if (hosts.ends_with('/')) hosts.remove_suffix(1);
    auto parsed = parse_hosts(hosts, is_one ? udp_port : tcp_port);
    if (auto *wrong = std::get_if<std::string>(&parsed)) return std::move(*wrong);
    o.hosts = std::get<std::vector<host_port>>(std::move(parsed));
    if (is_one && o.hosts.size() > 1) return "udp: takes one host, since it never learns that one is down";
    return {};
}

problem check_path(target_options &o) {
    constexpr std::size_t longest_socket_path = 107; // sun_path of unix(7), without its NUL
    switch (o.scheme) {
    case scheme::journald:
        if (o.path.find_first_of("/ \t") != std::string::npos || o.path.size() > 64)
            return "no journal namespace: " + o.path + "; legal: journald: or journald:NAME, NAME without slashes";
        break;
    case scheme::udp:
    case scheme::tcp:
        return set_hosts(o);
    case scheme::unix_socket:
        if (o.path.empty() || o.path.front() != '/' || o.path.size() > longest_socket_path)
            return "no socket path: \"" + o.path +
                   "\"; legal: an absolute path of at most 107 bytes, as in "
                   "unix:/dev/log";
        break;
    case scheme::standard_output:
        if (!o.path.empty()) return "nothing stands between stdout: and its options, as in stdout:?format=json";
        break;
    }
    return {};
}

// value: none where a query has a name alone.
problem set_named(target_options &o, std::string_view name, std::optional<std::string_view> value) {
    const auto *const option = std::ranges::find(target_table, name, [](const auto &t) { return t.row.name; });
    if (option == target_table.end() || !option->fits(o)) {
        std::vector<std::string_view> legal;
        for (const target_option &each : target_table)
            if (each.fits(o)) legal.push_back(each.row.name);
        return "no option of " + word_of(o.scheme, scheme_words) + ": \"" + std::string{name} + "\"" +
               hint_from(name, legal);
    }
    const std::uint32_t bit = 1U << (option - target_table.begin());
    if (o.given & bit) return "option " + std::string{name} + " is given twice; leave one of them out";
    if (!value) return "option " + std::string{name} + " has no value; write " + std::string{name} + "=VALUE";
    if (const problem wrong = option->set(o, *value))
        return "option " + std::string{name} + ": \"" + std::string{*value} + "\" is " + *wrong;
    o.given |= bit;
    return {};
}

problem set_query(target_options &o, std::string_view query) {
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = pair.find('=');
        std::optional<std::string_view> value;
        if (equals != std::string_view::npos) value = pair.substr(equals + 1);
        if (const problem wrong = set_named(o, pair.substr(0, equals), value)) return wrong;
    }
    return {};
}

} // namespace

std::variant<std::monostate, config_error> set_option(target_options &options, std::string_view name,
                                                      std::string_view value) {
    if (problem wrong = set_named(options, name, value)) return config_error{*std::move(wrong)};
    return {};
}

std::span<const std::string_view> target_beginnings() {
    return beginnings;
}

std::variant<target_options, config_error> parse_target(std::string_view uri) {
    target_options result;
    result.uri = uri;
    const auto fail = [&](const std::string &why) { return config_error{"target " + result.uri + ": " + why}; };
    const std::size_t colon = uri.find(':');
    const std::string_view name = uri.substr(0, colon);
    if (const problem wrong = set_word(result.scheme, name, scheme_words))
        return fail("no such kind of target: \"" + std::string{name} + "\"" + hint_from(name, scheme_words));
    if (colon == std::string_view::npos) return fail("the colon is missing; write " + std::string{name} + ":");
    const std::string_view rest = uri.substr(colon + 1);
    const std::size_t question = rest.find('?');
    result.path = rest.substr(0, question);
    if (result.scheme == scheme::unix_socket || result.scheme == scheme::tcp) result.max_size = 8192;
    if (const problem wrong = check_path(result)) return fail(*wrong);
    if (question != std::string_view::npos)
        if (const problem wrong = set_query(result, rest.substr(question + 1))) return fail(*wrong);
    return result;
}

std::span<const option_row> target_option_rows() {
    static const auto rows = rows_of(target_table);
    return rows;
}

std::vector<option_value> values_of(const target_options &options) {
    std::vector<option_value> values;
    for (const target_option &option : target_table)
        if (option.fits(options)) values.push_back({option.row, option.get(options)});
    return values;
}

} // namespace nixie::impl
