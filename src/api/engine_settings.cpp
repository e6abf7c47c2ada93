#include "api/engine_settings.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/random.h>
#include <system_error>
#include <unistd.h>

namespace nixie::impl {
namespace {

std::string random_instance() {
    std::array<unsigned char, 8> bytes;
    // Up to 256 bytes come whole and at once (getrandom(2)); EINTR only before the first boot's entropy is there.
    while (::getrandom(bytes.data(), bytes.size(), 0) < 0)
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
    std::string text;
    for (const unsigned char byte : bytes) {
        constexpr std::string_view digits = "0123456789abcdef";
        (text += digits[byte >> 4]) += digits[byte & 15];
    }
    return text;
}

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

enum bom bom_of(bom_option option) {
    switch (option) {
    case bom_option::none:
        break;
    case bom_option::always:
        return bom::always;
    case bom_option::automatic:
        return bom::automatic;
    }
    return bom::none;
}

record_form form_of(const target_options &target) {
    switch (target.scheme) {
    case scheme::journald:
        return record_form::journal;
    case scheme::udp:
        return record_form::packed;
    case scheme::tcp:
    case scheme::unix_socket:
        return record_form::rfc5424;
    case scheme::standard_output:
        break;
    }
    switch (target.format) {
    case output_format::rfc5424:
        break;
    case output_format::json:
        return record_form::json;
    case output_format::journal:
        return record_form::journal;
    }
    return record_form::rfc5424;
}

std::optional<framing> framing_of(const target_options &target) {
    if (target.scheme == scheme::standard_output) return framing::line_feed;
    if (target.scheme != scheme::tcp) return std::nullopt;
    return target.framing == framing_option::octet ? framing::octet_counting : framing::line_feed;
}

mtu_settings mtu_of(const target_options &target) {
    switch (target.mtu) {
    case mtu_option::path:
        break;
    case mtu_option::fragment:
        return {.what = mtu_settings::limit::fragment};
    case mtu_option::fixed:
        return {.what = mtu_settings::limit::fixed, .size = target.mtu_size};
    }
    return {};
}

target_settings settings_of(const target_options &target, const logger_options &options) {
    const std::string app_name = options.app_name.empty() ? program_name() : options.app_name;
    target_settings result;
    result.uri = target.uri;
    result.events = target.events;
    result.backlog = target.backlog;
    result.replay = target.replay;
    result.blocks = (target.on_full_given ? target.on_full : options.on_full) == on_full::block;
    result.framing = framing_of(target);
    result.format = {.form = form_of(target),
                     .journal = {.app_name = app_name, .facility = target.facility},
                     .rfc5424 = {.facility = target.facility,
                                 .hostname = options.hostname.empty() ? host_name() : options.hostname,
                                 .app_name = app_name,
                                 .procid = std::to_string(::getpid()),
                                 .sd_id = options.sd_id,
                                 .bom = bom_of(target.bom),
                                 .max_size = target.max_size == 0 ? unlimited : target.max_size}};
    result.mtu = mtu_of(target);
    result.batch = target.batch;
    for (const host_port &each : target.hosts) result.hosts.push_back({each.host, each.port});
    switch (target.scheme) {
    case scheme::udp:
        result.kind = target_kind::udp;
        break;
    case scheme::tcp:
        result.kind = target_kind::tcp;
        break;
    case scheme::journald:
        result.kind = target_kind::journald;
        result.socket_path = journald_socket(target.path);
        break;
    case scheme::unix_socket:
        result.kind = target_kind::unix_socket;
        result.socket_path = target.path;
        break;
    case scheme::standard_output:
        result.kind = target_kind::standard_output;
        break;
    }
    return result;
}

} // namespace

std::string program_name() {
    // What libc made of argv[0] when the program began.
    std::string name = ::program_invocation_short_name;
    std::ranges::replace_if(
        name, [](char c) { return c < 33 || c > 126; }, '?');
    return name.empty() ? "nixie" : name.substr(0, 48);
}

std::string journald_socket(std::string_view journal_namespace) {
    std::string path = "/run/systemd/journal";
    if (!journal_namespace.empty()) (path += '.') += journal_namespace;
    return path += "/socket";
}

engine_settings make_engine_settings(const logger_options &options) {
    engine_settings result{.queue_size = options.queue_size,
                           .largest_record = options.largest_record,
                           .instance = random_instance(),
                           .stats_interval = options.stats_interval,
                           .targets = {}};
    for (const target_options &target : opened_targets(options)) result.targets.push_back(settings_of(target, options));
    return result;
}

} // namespace nixie::impl
