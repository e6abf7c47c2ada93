#include "transport/target.hpp"

#include <new>
#include <system_error>
#include <utility>

namespace nixie::impl {

target::target(const target_settings &settings, std::function<void()> progress)
    : settings_(settings), progress_(std::move(progress)), format_(settings.format),
      account_(settings.backlog, settings.blocks ? backlog::when_full::exceed : backlog::when_full::drop_oldest) {}

void target::take(const field_set &record) noexcept {
    if (!takes(record.event())) {
        ++count().filtered;
        return;
    }
    const auto sequence = static_cast<std::uint32_t>(record.number(NIXIE_FIELD_SEQUENCE));
    try {
        std::string bytes;
        const encoding result = format_.encode(record, bytes);
        if (result == encoding::too_large) return account_.take_lost(loss_reason::too_large, sequence);
        const bool is_shortened = result == encoding::shortened;
        if (account_.take(std::move(bytes), sequence)) count().shortened += is_shortened;
    } catch (const std::exception &) { // out of memory: the record is what gives way, not the process
        account_.take_lost(loss_reason::backlog_full, sequence);
    }
}

void target::take_report(const field_set &report) noexcept {
    // The next one says the same and more: it is worth no record, and no byte beyond the limit.
    push_report(report, frame_kind::report);
}

bool target::take_loss_report(const field_set &report) noexcept {
    return push_report(report, frame_kind::loss_report);
}

bool target::push_report(const field_set &report, frame_kind kind) noexcept {
    try {
        std::string bytes;
        return format_.encode(report, bytes) != encoding::too_large && queued().has_room_for(bytes.size()) &&
               account_.frames().push(std::move(bytes), kind) == backlog::fit::fitted;
    } catch (const std::exception &) {
        return false; // out of memory
    }
}

void target::lose(int event, loss_reason reason, std::uint32_t sequence) noexcept {
    if (takes(event))
        account_.take_lost(reason, sequence);
    else
        ++count().filtered;
}

void target::drop_all(loss_reason reason) {
    while (!queued().empty()) account_.drop_front(reason);
}

void target::drop_records(loss_reason reason) {
    for (std::size_t left = queued().frames().size(); left > 0; --left) {
        if (queued().front().kind == frame_kind::loss_report)
            account_.frames().push(account_.frames().pop());
        else
            account_.drop_front(reason);
    }
}

void target::note_trouble(const char *what, int error) {
    trouble_ = std::string{what} + ": " + std::generic_category().message(error);
}

target_counters target::counters() {
    look();
    return account_.counters();
}

target_report target::report() {
    const target_counters counted = counters();
    return {settings_.uri, state(), trouble_, counted};
}

} // namespace nixie::impl
