#include "transport/target.hpp"

#include <new>
#include <system_error>
#include <utility>

namespace nixie::impl {

target::target(const target_settings &settings, std::function<void()> progress)
    : settings_(settings), progress_(std::move(progress)), format_(settings.format),
      backlog_(settings.backlog, settings.blocks ? backlog::when_full::exceed : backlog::when_full::drop_oldest) {}

void target::take(const field_set &record) noexcept {
    if (!takes(record.event())) {
        ++counters_.filtered;
        return;
    }
    ++counters_.accepted;
    try {
        std::string bytes;
        const encoding result = format_.encode(record, bytes);
        if (result == encoding::too_large || backlog_.push(std::move(bytes)) == backlog::fit::too_large)
            ++counters_.dropped_too_large;
        else if (result == encoding::shortened)
            ++counters_.shortened;
    } catch (const std::exception &) { // out of memory: the record is what gives way, not the process
        ++counters_.dropped_backlog_full;
    }
}

void target::take_report(const field_set &report) noexcept {
    // The next one says the same and more: it is worth no record, and no byte beyond the limit.
    if (!backlog_.has_room()) return;
    try {
        std::string bytes;
        if (format_.encode(report, bytes) != encoding::too_large) backlog_.push(std::move(bytes), frame_kind::report);
    } catch (const std::exception &) {
        return; // out of memory: the next report says the same and more
    }
}

void target::lose(int event, std::uint64_t target_counters::*as) noexcept {
    if (!takes(event)) {
        ++counters_.filtered;
        return;
    }
    ++counters_.accepted;
    ++(counters_.*as);
}

void target::sent_front() {
    if (backlog_.pop() == frame_kind::record) ++counters_.sent;
}

void target::drop_front(std::uint64_t target_counters::*as) {
    if (backlog_.pop() == frame_kind::record) ++(counters_.*as);
}

void target::drop_all(drop_reason why) {
    while (!backlog_.empty())
        drop_front(why == drop_reason::deadline ? &target_counters::dropped_deadline
                                                : &target_counters::dropped_shutdown);
}

void target::note_trouble(const char *what, int error) {
    trouble_ = std::string{what} + ": " + std::generic_category().message(error);
}

target_counters target::counters() const {
    target_counters result = counters_;
    result.dropped_backlog_full += backlog_.dropped();
    result.queued = backlog_.records();
    result.queued_bytes = backlog_.bytes();
    return result;
}

target_report target::report() const {
    return {settings_.uri, state(), trouble_, counters()};
}

} // namespace nixie::impl
