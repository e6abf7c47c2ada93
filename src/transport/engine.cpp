#include "transport/engine.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <fcntl.h>
#include <future>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

#include "record/all_utf8.hpp"
#include "record/derive.hpp"
#include "record/packed_record.hpp"
#include "transport/blocked_signals.hpp"
#include "transport/inherited_descriptors.hpp"
#include "transport/local_target.hpp"
#include "transport/stdout_target.hpp"
#include "transport/stream_target.hpp"
#include "transport/udp_target.hpp"

namespace nixie::impl {
namespace {

// Bytes of packed records in a step; then the sockets, and whoever asks for a flush or a snapshot, have their turn.
constexpr std::size_t bytes_a_step = 256 << 10;

// How long and how often this thread looks for the next record by itself, before it has to be woken for it. With
// shorter naps, a thousand records a second cost more for looking than for sending.
constexpr std::chrono::milliseconds nap_length{1};
constexpr int naps = 2;

// Asked before the engine opens anything: where a process has closed its standard output, the next descriptor, Asio's
// own, would get its number, and the records would be written there.
const engine_settings &with_standard_output(const engine_settings &settings) {
    for (const target_settings &each : settings.targets)
        if (each.kind == target_kind::standard_output && ::fcntl(STDOUT_FILENO, F_GETFD) < 0)
            throw std::system_error(errno, std::generic_category(), "target " + each.uri + ": standard output");
    return settings;
}

int make_eventfd() {
    const int fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    return fd;
}

std::unique_ptr<target> make_target(const target_context &context, const target_settings &settings) {
    switch (settings.kind) {
    case target_kind::journald:
    case target_kind::unix_socket:
        break;
    case target_kind::udp:
        return std::make_unique<udp_target>(context, settings);
    case target_kind::tcp:
        return std::make_unique<stream_target>(context, settings);
    case target_kind::standard_output:
        return std::make_unique<stdout_target>(context, settings);
    }
    return std::make_unique<local_target>(context, settings);
}

} // namespace

engine::engine(const engine_settings &settings)
    : settings_(with_standard_output(settings)), queue_(settings.queue_size, settings.largest_record),
      work_(io_.get_executor()), wake_(io_, make_eventfd()), wake_fd_(wake_.native_handle()),
      losses_(settings_.targets.size()) {
    await_wake();
    // Before the targets open theirs: they tell what they have when they are asked, and the number of a socket that was
    // closed may be a file of the application's by then.
    asio_descriptors_ = epoll_companions(wake_fd_);
    for (const target_settings &each : settings_.targets) {
        targets_.push_back(make_target({io_, formats_, [this] { progress(); }}, each));
        targets_.back()->open();
    }
    post_step();
    const blocked_signals inherited_by_the_thread;
    const std::lock_guard lock{control_};
    thread_ = std::thread{[this] { run(); }};
    thread_id_ = thread_.get_id();
    running_ = true;
    pthread_setname_np(thread_.native_handle(), "nixie-io");
}

engine::~engine() {
    close(milliseconds{0}, loss_reason::shutdown);
}

void engine::wake() noexcept {
    const std::uint64_t one = 1;
    // A full eventfd counter already means "awake", and nothing else can fail.
    [[maybe_unused]] const ssize_t ignored = ::write(wake_fd_, &one, sizeof one);
}

void engine::run() {
    for (;;) {
        try {
            io_.run();
            return;
        } catch (const std::exception &) {
            // Out of memory inside a step: what it had counted stays counted, and the queue goes on from there.
            step_posted_ = false;
            std::this_thread::yield();
            try {
                post_step();
            } catch (const std::exception &) {
                wake(); // needs no memory
            }
        }
    }
}

void engine::await_wake() {
    wake_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](boost::system::error_code error) {
        if (error) return;
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t ignored = ::read(wake_fd_, &count, sizeof count); // only resets it
        await_wake();
        step();
    });
}

void engine::post_step() {
    if (step_posted_) return;
    boost::asio::post(io_, [this] {
        step_posted_ = false;
        step();
    });
    step_posted_ = true;
}

bool engine::must_wait() const {
    return std::ranges::any_of(targets_, [](const auto &each) { return each->must_wait(); });
}

bool engine::must_send() const {
    return std::ranges::any_of(targets_, [](const auto &each) { return each->must_send(); });
}

void engine::step() {
    queue_.stay_awake();
    held_ = false;
    const bool more = take_calls(bytes_a_step);
    if (!more) queue_.give_room(); // else there is more room soon
    pump();
    if (tell_losses()) pump();
    if (more || (held_ && !must_wait()))
        post_step();
    else if (!held_) // else a target that gets room posts the next step
        rest();
    check_flushes();
}

// Gives out what waits in the queue. True: there is more, but it is the others' turn, or a target has to send first.
bool engine::take_calls(std::size_t budget) {
    for (;;) {
        const record_queue::place call = queue_.front();
        if (!call.bytes) return false;
        naps_left_ = naps;
        await_stats();
        if (!fan_out(call, budget)) return !held_;
    }
}

// Nothing waits. Records come in bursts, and waking a thread costs its caller far more than the record; so before this
// one sleeps, it looks again by itself.
void engine::rest() {
    if (naps_left_ == 0) {
        if (!queue_.sleep_if_empty()) post_step();
        return;
    }
    queue_.nap();
    if (napping_) return;
    nap_timer_.expires_after(nap_length);
    nap_timer_.async_wait([this](boost::system::error_code cancelled) {
        napping_ = false;
        if (cancelled) return;
        --naps_left_;
        step();
    });
    napping_ = true;
}

// Makes record_ of the call's next record. A call for several recipients is unpacked once: there may be a hundred
// thousand.
void engine::open_record(const record_queue::place &call) {
    if (call.records == 1) return unpack(call.bytes, record_);
    if (!call_open_) {
        unpack(call.bytes, call_);
        call_recipients_ = call_.take_recipients();
        call_open_ = true;
    }
    record_ = call_;
    record_.set_text(NIXIE_FIELD_RECIPIENT, call_recipients_[fanned_out_]);
}

// Gives out the records of a call one by one, since a target may fill up between two of them, and releases it. False:
// interrupted before the last one.
bool engine::fan_out(const record_queue::place &call, std::size_t &budget) {
    const packed_head head = read_head(call.bytes);
    for (bool last = false; !last; queue_.release_record()) { // the last one takes the call's bytes away
        held_ = must_wait();
        if (held_ || must_send() || budget == 0) return false;
        const std::uint32_t sequence = head.sequence + fanned_out_;
        try {
            open_record(call);
            give_out(sequence, head.is_ascii);
        } catch (const std::exception &) {
            for (const auto &each : targets_) each->lose(head.event, loss_reason::backlog_full, sequence);
        }
        last = ++fanned_out_ == call.records;
        if (last) {
            fanned_out_ = 0;
            call_open_ = false;
        }
        // Of this record, not of the call, whose recipients may be a hundred thousand.
        budget -= std::min<std::size_t>(budget, sizeof head + record_.text_bytes());
    }
    return true;
}

// Completes the record and hands it to every target. Throws before the first target has it, or not at all.
void engine::give_out(std::uint32_t sequence, bool is_ascii) {
    record_.set_number(NIXIE_FIELD_SEQUENCE, sequence);
    record_.set_text(NIXIE_FIELD_INSTANCE, settings_.instance);
    derive(record_);
    const bool is_known_as_utf8 = is_ascii && !record_.keeps_texts(); // most are, and it was seen while it was copied
    if (!is_known_as_utf8 && !is_all_utf8(record_)) ++repaired_;
    formats_.begin_record();
    for (const auto &each : targets_) each->take(record_);
}

void engine::pump() {
    for (const auto &each : targets_) each->pump();
}

// A target has sent something, or has come up, or has lost what it had.
void engine::progress() {
    if ((held_ && !must_wait()) || may_tell_losses()) post_step();
    check_flushes();
}

engine_report engine::report() {
    const auto made = std::make_shared<std::promise<engine_report>>();
    perform([this, made] {
        try {
            engine_report result{queue_.counters(), repaired_, {}};
            for (const auto &each : targets_) result.targets.push_back(each->report());
            if (may_tell_losses()) post_step(); // looking may have found ICMP errors
            made->set_value(std::move(result));
        } catch (const std::exception &) {
            made->set_exception(std::current_exception()); // else its caller would wait for ever
        }
    });
    return made->get_future().get();
}

// Runs a task on the I/O thread, between two steps; here and now where that thread has ended.
void engine::perform(std::function<void()> task) {
    const std::lock_guard lock{control_};
    if (running_)
        boost::asio::post(io_, std::move(task));
    else
        task();
}

} // namespace nixie::impl
