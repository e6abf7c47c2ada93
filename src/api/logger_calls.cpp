// Opening, flushing, closing a logger, in the C API.
#include <algorithm>
#include <chrono>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>

#include "api/cancellation.hpp"
#include "api/engine_settings.hpp"
#include "api/logger_handle.hpp"
#include "api/options_handle.hpp"
#include "api/text_out.hpp"
#include "config/config_sources.hpp"
#include "encode/journal_entry.hpp"
#include "nixie_version.hpp"
#include "transport/local_socket.hpp"

namespace impl = nixie::impl;

namespace {

// A year is as good as for ever, and no sum of clock and deadline overflows.
std::chrono::milliseconds deadline_of(std::int64_t milliseconds) {
    constexpr std::int64_t year = 365LL * 24 * 3'600'000;
    return std::chrono::milliseconds{std::clamp<std::int64_t>(milliseconds, 0, year)};
}

struct bad_options : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Throws bad_options, with a text of at most `most` bytes.
impl::sourced_options options_of_environment(std::size_t most) {
    impl::sourced_options read = impl::read_environment();
    if (!read.problems.empty()) throw bad_options(first_of(read, most));
    return read;
}

// Opens a logger and turns what goes wrong, exceptions of all kinds, into a code and a text.
template <class Options>
int open_with(Options options, nixie_logger **logger, char *why, std::size_t why_size) noexcept {
    const impl::no_cancellation guard;
    impl::put_text(why, why_size, "");
    if (!logger) {
        impl::put_text(why, why_size, "logger: NULL; pass the address of a nixie_logger *");
        return NIXIE_E_CONFIG;
    }
    *logger = nullptr;
    try {
        *logger = new nixie_logger{options()};
        return NIXIE_OK;
    } catch (const bad_options &error) {
        impl::put_text(why, why_size, error.what());
        return NIXIE_E_CONFIG;
    } catch (const std::system_error &error) {
        impl::put_text(why, why_size, error.what());
        return NIXIE_E_SYSTEM;
    } catch (const std::exception &) {
        impl::put_text(why, why_size, nixie_error_text(NIXIE_E_MEMORY));
        return NIXIE_E_MEMORY;
    }
}

constexpr int priority_err = 3;
constexpr int priority_notice = 5;

// One entry. One attempt without waiting: where journald does not take it, nobody else would either.
void tell_journald(int priority, const char *text, const char *outcome) noexcept {
    try {
        std::string entry;
        impl::append_journal_notice(entry, std::string{"nixie: "} + text + "; " + outcome, priority,
                                    {.app_name = impl::program_name(), .facility = 2});
        int fd = -1;
        if (impl::connect_local(impl::journald_socket(""), fd) != 0) return;
        impl::send_datagram(fd, entry);
        ::close(fd);
    } catch (const std::exception &) {
        return; // out of memory: opening, which comes next, will say so
    }
}

} // namespace

const char *nixie_version(void) noexcept {
    return NIXIE_VERSION;
}

const char *nixie_error_text(int error) noexcept {
    switch (error) {
    case NIXIE_OK:
        return "no error";
    case NIXIE_E_QUEUE_FULL:
        return "refused: the queue is full";
    case NIXIE_E_TOO_LARGE:
        return "refused: the record is larger than queue.largest_record";
    case NIXIE_E_INVALID:
        return "refused: the record is invalid; nixie_check() says why";
    case NIXIE_E_CLOSED:
        return "refused: the logger is closed";
    case NIXIE_E_TIMEOUT:
        return "the deadline passed first";
    case NIXIE_E_CONFIG:
        return "a target, an option or a config file is wrong";
    case NIXIE_E_SYSTEM:
        return "the system refused a resource";
    case NIXIE_E_MEMORY:
        return "out of memory";
    default:
        return "no error of nixie";
    }
}

int nixie_open(const nixie_options *options, nixie_logger **logger, char *why, std::size_t why_size) noexcept {
    return open_with([options] { return options ? options->options : impl::logger_options{}; }, logger, why, why_size);
}

int nixie_open_from_environment(nixie_logger **logger, char *why, std::size_t why_size) noexcept {
    const std::size_t most = why_size > 0 ? why_size - 1 : 0;
    return open_with([most] { return options_of_environment(most).options; }, logger, why, why_size);
}

nixie_logger *nixie_open_anyhow(void) noexcept {
    char why[512];
    std::string note;
    nixie_logger *logger = nullptr;
    const auto read = [&note] {
        impl::sourced_options options = options_of_environment(sizeof why - 1);
        note = std::move(options.note);
        return std::move(options.options);
    };
    if (open_with(read, &logger, why, sizeof why) != NIXIE_OK) {
        tell_journald(priority_err, why, "journald: serves instead");
        nixie_open(nullptr, &logger, nullptr, 0);
    } else if (!note.empty()) {
        tell_journald(priority_notice, note.c_str(), "nixie goes on without it");
    }
    return logger;
}

int nixie_flush(nixie_logger *logger, std::int64_t deadline_ms) noexcept {
    const impl::no_cancellation guard;
    impl::engine *engine = logger ? logger->engine() : nullptr;
    if (!engine) return NIXIE_E_CLOSED;
    try {
        return engine->flush(deadline_of(deadline_ms), impl::engine::wait_for::all) ? NIXIE_OK : NIXIE_E_TIMEOUT;
    } catch (const std::exception &) {
        return NIXIE_E_MEMORY;
    }
}

int nixie_close(nixie_logger *logger, std::int64_t deadline_ms) noexcept {
    const impl::no_cancellation guard;
    if (!logger) return NIXIE_E_CLOSED;
    try {
        return logger->close(deadline_of(deadline_ms), impl::loss_reason::deadline) ? NIXIE_OK : NIXIE_E_TIMEOUT;
    } catch (const std::exception &) {
        return NIXIE_E_MEMORY;
    }
}

void nixie_free(nixie_logger *logger) noexcept {
    const impl::no_cancellation guard;
    if (!logger) return;
    nixie_close(logger, logger->options().exit_drain.count());
    delete logger;
}

void nixie_instance(nixie_logger *logger, char text[17]) noexcept {
    const impl::no_cancellation guard;
    impl::engine *engine = logger ? logger->engine() : nullptr;
    impl::put_text(text, 17, engine ? engine->instance() : "");
}
