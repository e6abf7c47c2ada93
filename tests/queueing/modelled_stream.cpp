#include "queueing/modelled_stream.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <gtest/gtest.h>

namespace nixie::impl::test {
namespace {

constexpr std::size_t send_buffer_size = 400, receive_buffer_size = 300;
// More than all frames that fit into the peer's receive buffer take, so that what it lost is always kept.
constexpr std::size_t replay = receive_buffer_size * (8 + backlog::overhead);

struct call {
    std::uint32_t sequence, records;
};

std::string frame_of(std::uint32_t sequence, std::size_t padding) {
    return "<" + std::to_string(sequence) + std::string(padding, '.') + ">";
}

} // namespace

modelled_stream::modelled_stream(random_source &random)
    : random_(random), queue_(random.below(2) ? 256 : 2048, 128),
      account_(2000 + random.below(20'000),
               random.below(4) ? backlog::when_full::drop_oldest : backlog::when_full::exceed),
      buffer_(account_, 1 + random.below(8), replay),
      machine_(backoff{std::chrono::milliseconds{100}, std::chrono::milliseconds{30'000}}),
      collects_at_once_(random.below(2) == 0) {
    perform(machine_.start());
}

void modelled_stream::log() {
    if (chance(20)) {
        EXPECT_EQ(queue_.refuse_invalid().refusal(), refusal::invalid);
        return;
    }
    const std::size_t size = chance(20) ? 136 : 8 * (1 + random_.below(8));
    const auto records = static_cast<std::uint32_t>(chance(4) ? 1 + random_.below(5) : 1);
    auto claim = queue_.claim_place(size, records);
    if (claim.refusal() != refusal::none) return;
    const call made{claim.sequence(), records};
    std::memcpy(claim.bytes(), &made, sizeof made);
    for (std::uint32_t i = 0; i < records; ++i) accepted_.insert(made.sequence + i);
    static_cast<void>(claim.publish());
}

void modelled_stream::take_from_queue() {
    for (auto place = queue_.front(); place.bytes; place = queue_.front()) {
        if (!account_.frames().has_room()) return;
        call made{};
        std::memcpy(&made, place.bytes, sizeof made);
        for (std::uint32_t i = 0; i < made.records; ++i) {
            if (chance(100))
                account_.take_lost(loss_reason::too_large, made.sequence + i);
            else
                account_.take(frame_of(made.sequence + i, random_.below(40)), made.sequence + i);
        }
        for (std::uint32_t i = 0; i < made.records; ++i) queue_.release_record();
    }
}

// The switch of stream_target::perform(), with flags for what its sockets and timers wait for.
void modelled_stream::perform(stream_action action) {
    for (std::size_t budget = 1 + random_.below(3);;) {
        switch (action) {
        case stream_action::idle:
            return;
        case stream_action::connect:
            connecting_ = true;
            return;
        case stream_action::write:
            if (buffer_.empty()) {
                action = machine_.drained();
                break;
            }
            if (budget-- == 0) return;
            action = write();
            break;
        case stream_action::await_writable:
            awaiting_room_ = true;
            return;
        case stream_action::await_backoff:
            connecting_ = awaiting_room_ = trying_preferred_ = is_proof_needed_ = false;
            backing_off_ = true;
            return;
        case stream_action::try_preferred:
            trying_preferred_ = true;
            return;
        case stream_action::half_close:
            is_proof_needed_ = true;
            return;
        case stream_action::change_over:
            awaiting_room_ = is_proof_needed_ = false;
            connections_.emplace_back();
            action = machine_.changed_over(now_);
            break;
        case stream_action::finished:
            connecting_ = backing_off_ = awaiting_room_ = trying_preferred_ = is_proof_needed_ = false;
            return;
        }
    }
}

stream_action modelled_stream::write() {
    std::string all;
    for (const std::string_view piece : buffer_.gather()) all += piece;
    connection &here = now_connected();
    const std::size_t free = send_buffer_size - (here.sent.size() - here.acknowledged);
    const std::size_t taken = free == 0 || chance(10) ? 0 : std::min({all.size(), free, 1 + random_.below(100)});
    here.sent += all.substr(0, taken);
    buffer_.took(taken);
    if (chance(2)) look();
    if (chance(200)) return end(chance(2) ? EPIPE : ECONNRESET);
    return machine_.wrote(taken == 0 ? EAGAIN : 0, buffer_.is_inside_frame(), now_, fraction());
}

void modelled_stream::look() {
    if (machine_.is_connected()) buffer_.acknowledge(now_connected().sent.size() - now_connected().acknowledged);
}

// error 0: the peer's process closed the connection, having read all that its kernel had.
stream_action modelled_stream::end(int error) {
    look();
    if (error == 0 && buffer_.is_all_acknowledged())
        buffer_.end_proven();
    else
        buffer_.end_unproven();
    return machine_.ended(error, buffer_.empty(), now_, fraction());
}

void modelled_stream::connect(int error) {
    connecting_ = false;
    if (error == 0) connections_.emplace_back();
    perform(machine_.connected(error, random_.below(2), now_, fraction()));
}

void modelled_stream::network_event() {
    if (connecting_ && chance(2)) return connect(chance(3) ? ECONNREFUSED : 0);
    if (trying_preferred_ && chance(3)) {
        trying_preferred_ = false;
        return perform(machine_.preferred_answered(chance(3) ? ECONNREFUSED : 0, 0, buffer_.is_inside_frame()));
    }
    if (!machine_.is_connected()) return;
    connection &here = now_connected();
    const std::size_t room = receive_buffer_size - (here.acknowledged - here.read);
    here.acknowledged += random_.below(std::min(room, here.sent.size() - here.acknowledged) + 1);
    if (awaiting_room_ && here.sent.size() - here.acknowledged < send_buffer_size) {
        awaiting_room_ = false;
        perform(machine_.writable());
    }
}

void modelled_stream::peer_event() {
    if (!machine_.is_connected()) return;
    connection &here = now_connected();
    here.read += random_.below(here.acknowledged - here.read + 1);
    const bool has_read_all = here.read == here.acknowledged;
    // A peer that is half-closed reads to the end before it closes; one that stops closes when it likes.
    const bool closes = has_read_all && (is_proof_needed_ ? here.read == here.sent.size() : chance(60));
    if (closes) return perform(end(0));
    if (chance(60)) return perform(end(ECONNRESET)); // what it has not read is lost
}

void modelled_stream::watch() {
    const stream_watch seen{.unanswered = chance(2),
                            .last_ack_age = std::chrono::milliseconds{random_.below(30'000)},
                            .window_closed = chance(2)};
    if (machine_.is_connected() && machine_.is_dead(seen, now_)) perform(end(ETIMEDOUT));
}

void modelled_stream::timer_event() {
    now_ += std::chrono::milliseconds{chance(10) ? random_.below(100'000) : random_.below(2000)};
    if (backing_off_ && chance(2)) {
        backing_off_ = false;
        return perform(account_.frames().empty() ? machine_.rest() : machine_.backoff_over());
    }
    if (is_proof_needed_ && chance(10)) return perform(end(ETIMEDOUT));
    if (chance(4)) return perform(machine_.return_due());
    watch();
}

void modelled_stream::collect_losses() {
    reports_.add(loss_reports::the_call, queue_.take_losses(), 1);
    reports_.add(1, account_.take_losses(), 1);
    for (std::size_t about = 0; about < reports_.subjects(); ++about) {
        while (const auto told = collects_at_once_ ? reports_.take_last(0, about) : reports_.take(0, about, now_))
            note(*told);
    }
}

void modelled_stream::step() {
    switch (random_.below(8)) {
    case 0:
    case 1:
        log();
        break;
    case 2:
        take_from_queue();
        perform(machine_.stocked());
        break;
    case 3:
    case 4:
        network_event();
        break;
    case 5:
        peer_event();
        break;
    case 6:
        timer_event();
        break;
    case 7:
        look();
        collect_losses();
        break;
    }
    if (collects_at_once_) collect_losses();
}

void modelled_stream::finish() {
    queue_.close();
    collects_at_once_ = true; // there is no later second
    bool is_told = false;
    for (int i = 0; i < 100'000 && !machine_.is_finished(); ++i) {
        take_from_queue();
        if (queue_.counters().queued == 0 && !is_told) {
            is_told = true;
            perform(machine_.finish(account_.frames().empty()));
        }
        if (connecting_) connect(0);
        if (std::exchange(backing_off_, false))
            perform(account_.frames().empty() ? machine_.rest() : machine_.backoff_over());
        perform(machine_.stocked());
        network_event();
        if (!machine_.is_connected()) continue;
        connection &here = now_connected();
        here.read = here.acknowledged;
        if (is_proof_needed_ && here.read == here.sent.size()) perform(end(0));
    }
    EXPECT_TRUE(machine_.is_finished());
    EXPECT_TRUE(account_.frames().empty());
}

void modelled_stream::abandon() {
    queue_.close();
    take_from_queue();
    look();
    buffer_.give_up();
    collects_at_once_ = true;
    while (!account_.frames().empty()) account_.drop_front(loss_reason::deadline);
    for (auto place = queue_.front(); place.bytes; place = queue_.front()) {
        call made{};
        std::memcpy(&made, place.bytes, sizeof made);
        for (std::uint32_t i = 0; i < made.records; ++i) account_.take_lost(loss_reason::deadline, made.sequence + i);
        for (std::uint32_t i = 0; i < made.records; ++i) queue_.release_record();
    }
}

} // namespace nixie::impl::test
