#include "transport/target.hpp"

#include <new>
#include <system_error>
#include <utility>

namespace nixie::impl {

target::target(const target_context &context, const target_settings &settings)
    : settings_(settings), progress_(context.progress), format_(context.formats.of(settings.format)),
      account_(settings.backlog, settings.blocks ? backlog::when_full::exceed : backlog::when_full::drop_oldest) {}

void target::take(const field_set &record) noexcept {
    if (!takes(record.event())) {
        ++count().filtered;
        return;
    }
    const auto sequence = static_cast<std::uint32_t>(record.number(NIXIE_FIELD_SEQUENCE));
    try {
        const encoding result = format_.encode(record);
        if (result == encoding::too_large) return account_.take_lost(loss_reason::too_large, sequence);
        const bool is_shortened = result == encoding::shortened;
        if (account_.take(framed_message(), sequence)) count().shortened += is_shortened;
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
        if (format_.encode(report) == encoding::too_large) return false;
        const std::string_view bytes = framed_message();
        return queued().has_room_for(bytes.size()) && account_.frames().push(bytes, kind) == backlog::fit::fitted;
    } catch (const std::exception &) {
        return false; // out of memory
    }
}

std::string_view target::framed_message() {
    byte_buffer &message = format_.message();
    return settings_.framing ? frame_around(message, *settings_.framing) : message.view();
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
