// What a logger is opened with, as texts say it: options of the logger and URIs of targets. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/hosts.hpp"
#include "nixie/nixie.h"

namespace nixie::impl {

// Why a text was not taken: a sentence with place, reason and hint, ready for people.
struct config_error {
    std::string text;
};

enum class on_full { drop, block };
enum class scheme { journald, udp, tcp, unix_socket, standard_output };
enum class output_format { rfc5424, json, journal };
enum class bom_option { none, always, automatic };
enum class framing_option { octet, lf };
enum class mtu_option { path, fragment, fixed };

struct target_options {
    std::string uri; // as given
    enum scheme scheme = scheme::journald;
    std::string path;             // unix: the socket's path; journald: the namespace, "" for the default one
    std::vector<host_port> hosts; // udp: one; tcp: in the order in which they are tried
    std::uint32_t events = ~std::uint32_t{0}; // bit 1 << enum nixie_event
    std::size_t max_size = 0;                 // bytes of a message; 0: no limit (udp: that of mtu)
    framing_option framing = framing_option::octet;
    mtu_option mtu = mtu_option::path;
    std::size_t mtu_size = 0; // bytes of an IP packet, for mtu_option::fixed
    int facility = 2;         // RFC 5424 section 6.2.1
    bom_option bom = bom_option::none;
    std::size_t backlog = std::size_t{16} << 20; // bytes
    std::size_t replay = std::size_t{2} << 20;   // bytes
    std::size_t batch = 1;                       // entries in a datagram
    enum on_full on_full = on_full::drop;
    bool on_full_given = false; // else it follows the queue's
    output_format format = output_format::rfc5424;
    std::uint32_t given = 0; // bit 1 << row of the table: the options that a text has set

    bool takes(int event) const { return (events >> event) & 1U; }
};

struct logger_options {
    std::string app_name; // "": the program's name
    std::string hostname; // "": gethostname(2)
    std::string sd_id = "nixie@32473";
    std::size_t queue_size = std::size_t{8} << 20;
    enum on_full on_full = on_full::drop;
    std::chrono::milliseconds block_for{10'000};
    std::size_t largest_record = std::size_t{4} << 20;
    std::chrono::milliseconds exit_drain{2'000};
    std::chrono::milliseconds fork_drain{200};
    std::chrono::milliseconds stats_interval{60'000}; // 0: no stats entries
    std::vector<target_options> targets;              // none: journald:
};

// Sets one option of the logger by its name, as in queue.size=8MiB.
std::variant<std::monostate, config_error> set_option(logger_options &options, std::string_view name,
                                                      std::string_view value);

// The same for a target; each option once, whether in the URI or by this call. The error names no target.
std::variant<std::monostate, config_error> set_option(target_options &options, std::string_view name,
                                                      std::string_view value);

// How the URI of each kind of target begins: journald:, udp://, …
std::span<const std::string_view> target_beginnings();

// Reads one target's URI.
std::variant<target_options, config_error> parse_target(std::string_view uri);

// Adds the targets of a list of URIs separated by blanks, or none of them.
std::variant<std::monostate, config_error> add_targets(logger_options &options, std::string_view uris);

// The targets that a logger opens: journald: where the options have none.
std::vector<target_options> opened_targets(const logger_options &options);

// A row of the documentation: of nixie.toml(5), and of docs/options.md, which is compared with it.
struct option_row {
    std::string_view name;
    std::string_view default_text;
    std::string_view legal;
    std::string_view meaning; // plain text
    bool is_list = false;     // the config file takes an array too
};
std::span<const option_row> logger_option_rows();
std::span<const option_row> target_option_rows();

// What an option is set to, in the text that sets it; "" where row.default_text says in words what holds.
struct option_value {
    option_row row;
    std::string text;
};
std::vector<option_value> values_of(const logger_options &options);
std::vector<option_value> values_of(const target_options &options); // those that its scheme has

} // namespace nixie::impl
