/// @file
/// nixie/logger.hpp: the C++ API. Header-only over nixie/nixie.h, whose numbered rules hold here too.
///
///     nixie::logger log{{.app_name = "mta", .targets = {"journald:"}}};
///     log.log({.code = 550, .diagnostic = "550 5.1.1 No such user", .recipient = "bob@example.fict"});
#ifndef NIXIE_LOGGER_HPP
#define NIXIE_LOGGER_HPP

#include <array>
#include <chrono>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "nixie/record.hpp"

namespace nixie {

/// What log() says. Everything but `accepted` is a refusal, and counted.
enum class outcome : int {
    accepted = NIXIE_OK,
    queue_full = NIXIE_E_QUEUE_FULL,
    too_large = NIXIE_E_TOO_LARGE,
    invalid = NIXIE_E_INVALID,
    closed = NIXIE_E_CLOSED
};

/// Options of a logger, in the texts of the configuration ("8MiB", "50ms"); an empty one is the default of
/// docs/options.md.
struct options {
    std::string app_name{};             ///< APP-NAME and SYSLOG_IDENTIFIER; default: the program's name
    std::string hostname{};             ///< HOSTNAME; default: gethostname(2)
    std::string sd_id{};                ///< SD-ID of nixie's element; default nixie@32473
    std::string queue_size{};           ///< default 8MiB
    std::string on_full{};              ///< drop (default) or block
    std::string block_for{};            ///< how long log() may block, with on_full=block; default 10s
    std::string largest_record{};       ///< default 4MiB
    std::string exit_drain{};           ///< default 2s
    std::string fork_drain{};           ///< default 200ms
    std::string stats_interval{};       ///< default 1min
    std::vector<std::string> targets{}; ///< URIs; none: journald:, or the targets of the file
    /// Read first, so that the members above win over what it says; targets are added to its own.
    std::string config_file{}; ///< "": none
    bool environment = false;  ///< read before that: $NIXIE_CONFIG, else /etc/nixie/nixie.toml, and $NIXIE_TARGETS
};

/// Why a logger could not be opened. what() names place, reason and hint; code() is an enum nixie_error.
class open_error : public std::runtime_error {
public:
    /// code: an enum nixie_error below 0. why: the text of what().
    open_error(int code, const char *why) : std::runtime_error(why), code_(code) {}
    /// An enum nixie_error: NIXIE_E_CONFIG, NIXIE_E_SYSTEM or NIXIE_E_MEMORY.
    int code() const noexcept { return code_; }

private:
    int code_;
};

/// The counters of one target, under the names of enum nixie_counter.
struct target_stats {
    std::string uri;     ///< as it was given
    std::string state;   ///< up, connecting, absent, refused, stalled or full
    std::string trouble; ///< the last one, in words
    /// @name Counters
    /// @{

    /// What enum nixie_counter says under this name.
    std::uint64_t accepted, sent, queued, queued_bytes, filtered, shortened, connects, waits;
    std::uint64_t acknowledged, uncertain, reported_lost; // of the sent ones
    std::uint64_t dropped_backlog_full, dropped_too_large, dropped_deadline, dropped_shutdown;
    /// @}
};

/// One snapshot; enum nixie_counter has the equations and the meaning of each counter.
struct stats {
    /// @name Counters
    /// @{

    /// What enum nixie_counter says under this name.
    std::uint64_t calls, accepted, queued, queued_bytes, repaired;
    std::uint64_t refused_queue_full, refused_too_large, refused_invalid, refused_closed;
    /// @}
    std::vector<target_stats> targets; ///< in the order in which they were added
};

namespace detail {

/// The fields of one record as the C API takes them. Records of up to 64 recipients stay on the stack.
class field_list {
public:
    explicit field_list(const record &from) noexcept {
        const std::size_t most = row_count + from.recipients.size() + from.user_fields.size();
        if (most > on_stack_.size()) {
            on_heap_.reset(new (std::nothrow) nixie_field[most]);
            fields_ = on_heap_.get();
            if (!fields_) return;
        }
#define NIXIE_APPEND_CALL(id, name)
#define NIXIE_APPEND_CALLER(id, name) append((id), from.name);
#define NIXIE_APPEND_EITHER(id, name) append((id), from.name);
#define NIXIE_APPEND_DERIVED(id, name)
#define NIXIE_APPEND_NIXIE(id, name)
#define NIXIE_APPEND(id, name, NAME, type, set_by, personal, source, help) NIXIE_APPEND_##set_by(id, name)
        NIXIE_FIELD_TABLE(NIXIE_APPEND)
#undef NIXIE_APPEND
#undef NIXIE_APPEND_CALL
#undef NIXIE_APPEND_CALLER
#undef NIXIE_APPEND_EITHER
#undef NIXIE_APPEND_DERIVED
#undef NIXIE_APPEND_NIXIE
        for (const std::string_view recipient : from.recipients) append(NIXIE_FIELD_RECIPIENT, recipient);
        for (const user_field &field : from.user_fields) {
            fields_[size_++] = {NIXIE_FIELD_USER,  static_cast<std::uint32_t>(field.name.size()),
                                field.name.data(), field.text.data(),
                                field.text.size(), 0};
        }
    }
    const nixie_field *data() const noexcept {
        return fields_;
    } // nullptr: no memory for so many recipients
    std::size_t size() const noexcept {
        return size_;
    }

private:
#define NIXIE_COUNT(id, name, NAME, type, set_by, personal, source, help) +1
    static constexpr std::size_t row_count = 0 NIXIE_FIELD_TABLE(NIXIE_COUNT);
#undef NIXIE_COUNT

    void append(int id, std::string_view text) noexcept {
        if (!text.empty()) fields_[size_++] = nixie_text_sized(id, text.data(), text.size());
    }
    void append(int id, std::optional<std::int64_t> number) noexcept {
        if (number) fields_[size_++] = nixie_number(id, *number);
    }
    void append(int id, std::optional<timestamp> time) noexcept {
        if (time) fields_[size_++] = nixie_number(id, time->microseconds());
    }
    void append(int id, std::optional<std::chrono::milliseconds> time) noexcept {
        if (time) fields_[size_++] = nixie_number(id, time->count());
    }
    void append(int id, std::optional<stage> value) noexcept {
        if (value) fields_[size_++] = nixie_number(id, static_cast<std::int64_t>(*value));
    }

    std::array<nixie_field, row_count + 32 + 64> on_stack_;
    std::unique_ptr<nixie_field[]> on_heap_;
    nixie_field *fields_ = on_stack_.data();
    std::size_t size_ = 0;
};

} // namespace detail

/// A logger: one queue, one I/O thread, its targets. Move-only; log(), flush(), take_stats() and close() may be called
/// from any thread. The destructor closes with exit_drain as the deadline.
class logger {
public:
    /// Throws open_error: a wrong option or target, or a resource that the system refused.
    explicit logger(const options &with = {}) {
        char why[512] = "";
        const auto check = [&why](int code) {
            if (code != NIXIE_OK) throw open_error(code, *why ? why : nixie_error_text(code));
        };
        const std::unique_ptr<nixie_options, void (*)(nixie_options *)> made{nixie_options_new(), nixie_options_free};
        if (!made) check(NIXIE_E_MEMORY);
        if (with.environment) check(nixie_options_read_environment(made.get(), why, sizeof why));
        if (!with.config_file.empty())
            check(nixie_options_read_file(made.get(), with.config_file.c_str(), why, sizeof why));
        const std::pair<const char *, const std::string &> texts[] = {
            {"app_name", with.app_name},     {"hostname", with.hostname},
            {"sd_id", with.sd_id},           {"queue.size", with.queue_size},
            {"queue.on_full", with.on_full}, {"queue.block_for", with.block_for},
            {"exit_drain", with.exit_drain}, {"queue.largest_record", with.largest_record},
            {"fork_drain", with.fork_drain}, {"stats_interval", with.stats_interval},
        };
        for (const auto &[name, text] : texts)
            if (!text.empty()) check(nixie_options_set(made.get(), name, text.c_str(), why, sizeof why));
        for (const std::string &uri : with.targets)
            check(nixie_options_add_target(made.get(), uri.c_str(), why, sizeof why));
        nixie_logger *opened = nullptr;
        check(nixie_open(made.get(), &opened, why, sizeof why));
        handle_.reset(opened);
    }

    /// Hands over one record: accepted, or refused and why. nixie_log() has the details.
    outcome log(const record &what) noexcept {
        const detail::field_list fields{what};
        if (!fields.data()) return outcome::too_large;
        return static_cast<outcome>(
            nixie_log(handle_.get(), static_cast<int>(what.event), fields.data(), fields.size()));
    }

    /// True when every target has sent or dropped what was accepted before this call; false when the deadline passed.
    bool flush(std::chrono::milliseconds deadline) noexcept {
        return nixie_flush(handle_.get(), deadline.count()) == NIXIE_OK;
    }

    /// Refuses further records and drains; false when the deadline passed and something was left, which is dropped.
    bool close(std::chrono::milliseconds deadline) noexcept {
        return nixie_close(handle_.get(), deadline.count()) == NIXIE_OK;
    }

    /// Throws std::bad_alloc.
    stats take_stats() const {
        const std::unique_ptr<nixie_stats, void (*)(nixie_stats *)> taken{nixie_stats_take(handle_.get()),
                                                                          nixie_stats_free};
        if (!taken) throw std::bad_alloc();
        const auto counter = [&taken](int id) { return nixie_stats_counter(taken.get(), id); };
        stats result{.calls = counter(NIXIE_CALLS),
                     .accepted = counter(NIXIE_ACCEPTED),
                     .queued = counter(NIXIE_QUEUED),
                     .queued_bytes = counter(NIXIE_QUEUED_BYTES),
                     .repaired = counter(NIXIE_REPAIRED),
                     .refused_queue_full = counter(NIXIE_REFUSED_QUEUE_FULL),
                     .refused_too_large = counter(NIXIE_REFUSED_TOO_LARGE),
                     .refused_invalid = counter(NIXIE_REFUSED_INVALID),
                     .refused_closed = counter(NIXIE_REFUSED_CLOSED),
                     .targets = {}};
        for (std::size_t i = 0; i < nixie_stats_target_count(taken.get()); ++i) {
            const auto of = [&taken, i](int id) { return nixie_stats_target_counter(taken.get(), i, id); };
            result.targets.push_back({.uri = nixie_stats_target_uri(taken.get(), i),
                                      .state = nixie_stats_target_state(taken.get(), i),
                                      .trouble = nixie_stats_target_trouble(taken.get(), i),
                                      .accepted = of(NIXIE_ACCEPTED),
                                      .sent = of(NIXIE_SENT),
                                      .queued = of(NIXIE_QUEUED),
                                      .queued_bytes = of(NIXIE_QUEUED_BYTES),
                                      .filtered = of(NIXIE_FILTERED),
                                      .shortened = of(NIXIE_SHORTENED),
                                      .connects = of(NIXIE_CONNECTS),
                                      .waits = of(NIXIE_WAITS),
                                      .acknowledged = of(NIXIE_ACKNOWLEDGED),
                                      .uncertain = of(NIXIE_UNCERTAIN),
                                      .reported_lost = of(NIXIE_REPORTED_LOST),
                                      .dropped_backlog_full = of(NIXIE_DROPPED_BACKLOG_FULL),
                                      .dropped_too_large = of(NIXIE_DROPPED_TOO_LARGE),
                                      .dropped_deadline = of(NIXIE_DROPPED_DEADLINE),
                                      .dropped_shutdown = of(NIXIE_DROPPED_SHUTDOWN)});
        }
        return result;
    }

    /// 16 hex digits, new at each open and in each forked child.
    std::string instance() const {
        char text[17];
        nixie_instance(handle_.get(), text);
        return text;
    }

    /// The C handle, for code that speaks C. It stays the logger's.
    nixie_logger *handle() const noexcept { return handle_.get(); }

private:
    struct freer {
        void operator()(nixie_logger *logger) const noexcept { nixie_free(logger); }
    };
    std::unique_ptr<nixie_logger, freer> handle_;
};

} // namespace nixie

#endif
