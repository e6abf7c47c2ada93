// nixie_log(): the way of a record from its caller into the queue.
#include <algorithm>
#include <chrono>
#include <span>

#include "api/cancellation.hpp"
#include "api/logger_handle.hpp"
#include "api/text_out.hpp"
#include "record/check.hpp"
#include "record/packed_record.hpp"
#include "transport/wall_clock.hpp"

namespace impl = nixie::impl;

namespace {

int code_of(enum impl::refusal refusal) {
    switch (refusal) {
    case impl::refusal::none:
        break;
    case impl::refusal::queue_full:
        return NIXIE_E_QUEUE_FULL;
    case impl::refusal::too_large:
        return NIXIE_E_TOO_LARGE;
    case impl::refusal::invalid:
        return NIXIE_E_INVALID;
    case impl::refusal::closed:
        return NIXIE_E_CLOSED;
    }
    return NIXIE_OK;
}

impl::record_queue::claim claim_place(const nixie_logger &logger, impl::engine &engine, std::size_t size,
                                      std::uint32_t records) {
    // On the I/O thread, which makes the room, it would wait for itself.
    if (logger.options().on_full != impl::on_full::block || engine.on_io_thread())
        return engine.queue().claim_place(size, records);
    const impl::no_cancellation guard; // waiting is a cancellation point
    return engine.queue().claim_place(size, records, impl::record_queue::clock::now() + logger.options().block_for);
}

void wake(impl::engine &engine) {
    const impl::no_cancellation guard; // it is a system call, and a cancellation point
    engine.wake();
}

int refused(impl::engine &engine, const impl::record_queue::claim &claim) {
    if (claim.must_wake()) wake(engine);
    return code_of(claim.refusal());
}

} // namespace

int nixie_log(nixie_logger *logger, int event, const nixie_field *fields, std::size_t field_count) noexcept {
    if (!logger) return NIXIE_E_CLOSED;
    impl::engine *engine = logger->engine();
    if (!engine) return NIXIE_E_CLOSED;

    const std::span all{fields, fields ? field_count : 0};
    const impl::field_check check = impl::check_fields(event, all);
    if (check.fault != impl::field_fault::none) return refused(*engine, engine->queue().refuse_invalid());

    const std::size_t size = impl::packed_size(check);
    const auto records = static_cast<std::uint32_t>(std::max<std::size_t>(check.recipients, 1));
    const std::int64_t time = impl::wall_clock_now();
    auto claim = claim_place(*logger, *engine, size, records);
    if (claim.refusal() != impl::refusal::none) return refused(*engine, claim);
    impl::pack(claim.bytes(),
               {.time = time,
                .sequence = claim.sequence(),
                .event = event,
                .size = static_cast<std::uint32_t>(size),
                .words = impl::packed_words(check)},
               all);
    if (claim.publish()) wake(*engine);
    return NIXIE_OK;
}

int nixie_check(int event, const nixie_field *fields, std::size_t field_count, char *why,
                std::size_t why_size) noexcept {
    const std::span all{fields, fields ? field_count : 0};
    const impl::field_check check = impl::check_fields(event, all);
    try {
        impl::put_text(why, why_size, impl::describe(check, all));
    } catch (const std::exception &) {
        impl::put_text(why, why_size, "invalid, and out of memory"); // the code still says the truth
    }
    return check.fault == impl::field_fault::none ? NIXIE_OK : NIXIE_E_INVALID;
}
