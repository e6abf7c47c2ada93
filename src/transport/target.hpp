// One place that records go to: filter, encoder, backlog and counters; how the bytes leave is the derived class's part.
// I/O thread only, except open(), which the opening thread calls before the I/O thread starts.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "encode/framing.hpp"
#include "queueing/target_account.hpp"
#include "queueing/target_state.hpp"
#include "transport/lookup.hpp"
#include "transport/record_format.hpp"

namespace nixie::impl {

enum class target_kind { journald, unix_socket, udp, tcp, standard_output };

// How large a datagram of udp: may be.
struct mtu_settings {
    enum class limit {
        path,     // what the path takes whole, as the kernel knows it
        fragment, // all that UDP takes; the kernel fragments
        fixed     // an IP packet of `size` bytes
    };
    limit what = limit::path;
    std::size_t size = 0;
};

struct target_settings {
    std::string uri; // as given, for reports
    target_kind kind = target_kind::journald;
    std::string socket_path;                           // journald, unix_socket
    std::vector<peer_host> hosts;                      // udp: one; tcp: in the order in which they are tried
    std::chrono::milliseconds return_interval{30'000}; // tcp: how often hosts before the one that serves are tried
    mtu_settings mtu;                                  // udp
    std::size_t batch = 1;                             // journald: entries that may share a datagram
    std::uint32_t events = ~0U;                        // bit 1 << enum nixie_event
    std::size_t backlog = 0;                           // bytes
    std::size_t replay = 0;                            // tcp: bytes of acknowledged frames that are kept
    bool blocks = false;                               // on_full=block: holds the queue back instead of dropping
    format_settings format;
    std::optional<enum framing> framing; // of a stream of bytes; a journal entry then ends with an empty line
};

// What a target has from its engine.
struct target_context {
    boost::asio::io_context &io;
    record_formats &formats;
    std::function<void()> progress; // called on the I/O thread whenever records have left the backlog
};

struct target_report {
    std::string uri;
    target_state state = target_state::connecting;
    std::string trouble;
    target_counters counters;
};

class target {
public:
    target(const target_context &context, const target_settings &settings);
    virtual ~target() = default;
    target(const target &) = delete;
    target &operator=(const target &) = delete;

    // Opens what must outlive a chroot(2). Throws std::system_error only for what can never work.
    virtual void open() = 0;
    // Sends what it can without blocking, and arranges for the rest.
    virtual void pump() = 0;
    // No further record comes. A stream is ended so that the peer proves that it has read all; is_finished() when it
    // has, or when there is nothing that it could prove.
    virtual void finish() {}
    virtual bool is_finished() const { return true; }
    // Closes everything; nothing is called back after it.
    virtual void shut() = 0;
    virtual target_state state() const = 0;
    // The descriptors that are open now, for a forked child to close.
    virtual std::vector<int> descriptors() const = 0;

    // Takes a derived record over from the queue, the same as the other targets since record_formats::begin_record():
    // filtered, or accepted into the backlog, or dropped; counted each way.
    void take(const field_set &record) noexcept;
    // Takes a report of nixie's own, the same likewise: no filter, and no counter counts it.
    void take_report(const field_set &report) noexcept;
    // The same for a loss, which is said once. False: it is not taken, for lack of room or memory.
    bool take_loss_report(const field_set &report) noexcept;
    // Whether it is worth giving it one now: a target that is down is told later, what it missed in one.
    bool can_take_loss_report() const { return state() == target_state::up && can_send() && !queued().is_over_half(); }
    // A record that could not be made for lack of memory, or that nobody has time for.
    void lose(int event, loss_reason reason, std::uint32_t sequence) noexcept;
    // Gives up the whole backlog.
    void drop_all(loss_reason reason);
    // The same, at the end, but for what is still to be said of losses.
    virtual void drop_records(loss_reason reason);
    // Records in the backlog: those that were never sent, and those that go once more since nobody proved that they
    // were read.
    std::size_t unproven() const { return queued().records() + queued().replayed(); }

    bool must_wait() const { return settings_.blocks && !queued().has_room(); }
    // Whether it should send before it takes more: a burst must not push records out of a backlog whose target is up.
    bool must_send() const { return queued().is_over_half() && can_send(); }
    // The records that are in the backlog now have left it when gone() reaches what mark() says now.
    std::uint64_t mark() const { return queued().taken(); }
    std::uint64_t gone() const { return queued().gone(); }
    bool is_stream() const { return settings_.kind == target_kind::tcp; }
    const std::string &uri() const { return settings_.uri; }
    target_report report();
    target_counters counters();
    // What was lost since the last call.
    loss_ledger take_losses() { return account_.take_losses(); }
    bool has_losses() const { return account_.has_losses(); }

protected:
    // Whether a record that is sent now would be taken, as far as is known.
    virtual bool can_send() const { return state() == target_state::up; }
    const target_settings &settings() const { return settings_; }
    // What the peer has said since the last step is asked for, so that the counters are of now.
    virtual void look() {}
    target_account &account() { return account_; }
    const backlog &queued() const { return account_.frames(); }
    target_counters &count() { return account_.count(); }
    void note_trouble(const char *what, int error);
    void note_trouble(std::string what) { trouble_ = std::move(what); }
    void made_progress() { progress_(); }

private:
    std::string_view framed_message();
    bool push_report(const field_set &report, frame_kind kind) noexcept;
    bool takes(int event) const { return (settings_.events >> event) & 1U; }

    const target_settings settings_;
    std::function<void()> progress_;
    record_format &format_;
    target_account account_;
    std::string trouble_;
};

} // namespace nixie::impl
