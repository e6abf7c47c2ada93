// A logger with one stream target, without threads, sockets or a clock: the real queue, accounts and machines, and a
// network and a collector that are simulated. Random events happen to it; it knows what became of every record.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "queueing/loss_reports.hpp"
#include "queueing/record_queue.hpp"
#include "queueing/replay_buffer.hpp"
#include "queueing/stream_machine.hpp"
#include "record/random_text.hpp"

namespace nixie::impl::test {

class modelled_stream {
public:
    explicit modelled_stream(random_source &random);

    // One event, whichever can happen now.
    void step();
    void collect_losses();
    // Everything goes well from here on, until all is sent and read; or the deadline has passed, and the rest is
    // dropped.
    void finish();
    void abandon();

    // What must hold after every step, and at the end.
    void check() const;
    void check_end() const;
    target_counters counters() const { return account_.counters(); }

private:
    // What one connection carried: `sent` is in the sender's kernel, of which the peer's kernel has `acknowledged`
    // bytes, of which its process has read `read`.
    struct connection {
        std::string sent;
        std::size_t acknowledged = 0;
        std::size_t read = 0;
    };

    void log();
    void take_from_queue();
    void perform(stream_action action);
    stream_action write();
    stream_action end(int error);
    void connect(int error);
    void network_event();
    void peer_event();
    void timer_event();
    void watch();
    void look();
    void note(const loss &told);
    std::set<std::uint32_t> received() const;
    bool chance(std::size_t of) { return random_.below(of) == 0; }
    double fraction() { return static_cast<double>(random_.below(1000)) / 1000; }
    connection &now_connected() { return connections_.back(); }

    random_source &random_;
    stream_machine::clock::time_point now_{};
    record_queue queue_;
    target_account account_;
    replay_buffer buffer_;
    stream_machine machine_;
    loss_reports reports_{1};
    bool collects_at_once_;

    std::vector<connection> connections_;
    bool connecting_ = false, backing_off_ = false, awaiting_room_ = false, trying_preferred_ = false;
    bool is_proof_needed_ = false; // half-closed

    std::set<std::uint32_t> accepted_;
    std::set<std::uint32_t> explained_;            // the exact ranges of the ledger
    std::map<loss_reason, std::uint64_t> counted_; // what the ledger says, by reason
    bool is_ledger_exact_ = true;
};

} // namespace nixie::impl::test
