// Opening, flushing, closing a logger, in the C API.
#include <algorithm>
#include <chrono>
#include <cstdlib>
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

// Throws bad_options.
impl::logger_options options_of_environment() {
    impl::logger_options options;
    const char *targets = ::secure_getenv("NIXIE_TARGETS");
    const auto result = impl::add_targets(options, targets ? targets : "");
    if (const auto *wrong = std::get_if<impl::config_error>(&result))
        throw bad_options("NIXIE_TARGETS: " + wrong->text);
    return options;
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

// One entry of priority err. One attempt without waiting: where journald does not take it, nobody else would either.
void tell_journald(const char *text) noexcept {
    try {
        constexpr int priority_err = 3;
        std::string entry;
        impl::append_journal_notice(entry, std::string{"nixie: "} + text + "; journald: serves instead", priority_err,
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
        return "a target or an option is wrong";
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
    return open_with(options_of_environment, logger, why, why_size);
}

nixie_logger *nixie_open_anyhow(void) noexcept {
    char why[512];
    nixie_logger *logger = nullptr;
    if (nixie_open_from_environment(&logger, why, sizeof why) != NIXIE_OK) {
        tell_journald(why);
        nixie_open(nullptr, &logger, nullptr, 0);
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
        return logger->close(deadline_of(deadline_ms), impl::drop_reason::deadline) ? NIXIE_OK : NIXIE_E_TIMEOUT;
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
