// One open logger from the queue to its targets: the queue, the I/O thread, the targets. Made new in each forked child.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "queueing/loss_reports.hpp"
#include "queueing/record_queue.hpp"
#include "transport/target.hpp"

namespace nixie::impl {

struct engine_settings {
    std::size_t queue_size = 0;
    std::size_t largest_record = 0;
    std::string instance;                        // 16 hex digits
    std::chrono::milliseconds stats_interval{0}; // between two stats entries while records flow; 0: none are written
    std::vector<target_settings> targets;
};

// One snapshot of all counters, between two steps of the I/O thread.
struct engine_report {
    queue_counters queue;
    std::uint64_t repaired = 0;
    std::vector<target_report> targets;
};

class engine {
public:
    using milliseconds = std::chrono::milliseconds;

    // Opens the targets and starts the I/O thread, with all signals blocked. Throws std::system_error, std::bad_alloc.
    explicit engine(const engine_settings &settings);
    // Closes without waiting where close() was not called.
    ~engine();
    engine(const engine &) = delete;
    engine &operator=(const engine &) = delete;

    // Any thread.
    record_queue &queue() { return queue_; }
    const std::string &instance() const { return settings_.instance; }
    void wake() noexcept;
    bool on_io_thread() const { return std::this_thread::get_id() == thread_id_; }

    enum class wait_for {
        all,   // every target
        alive, // targets that are up or full; one that is absent or refused is not waited for
        end,   // every target; the last stats entries, written behind the last record, included
        proof  // every stream that is finishing has been read to the end, or has nothing to be read
    };
    // True when all that was accepted before the call has been sent or dropped.
    bool flush(milliseconds deadline, wait_for which);
    // Drains and ends the I/O thread. True when nothing was left: everything was sent, and every stream's peer has read
    // it. close() and park(): one thread at a time.
    bool close(milliseconds deadline, loss_reason reason);
    // Only the first half: refuses further calls, sends what waits, drops the rest for `reason`, tells the targets, and
    // waits until the peers of streams have read everything; all by the deadline. Any thread.
    void drain(milliseconds deadline, loss_reason reason);
    engine_report report(); // throws std::bad_alloc

    // fork(2): between park() and unpark() the I/O thread stands still outside of all system calls and locks. Callers
    // are not held up: the child never looks at the queue that it inherits.
    void park();
    void unpark();
    // In the child, instead of the destructor, which must never run there: closes the inherited descriptors.
    void abandon() noexcept;

private:
    struct flush_request;

    void run();
    void await_wake();
    void step();
    void post_step();
    bool must_wait() const;
    bool must_send() const;
    bool take_calls(std::size_t budget);
    void rest();
    void open_record(const record_queue::place &call);
    bool fan_out(const record_queue::place &call, std::size_t &budget);
    void give_out(std::uint32_t sequence, bool is_ascii);
    void await_stats();
    bool write_stats() noexcept;
    void pump();
    void progress();
    void check_flushes();
    bool is_done(flush_request &request);
    record_queue::place next_of_closed_queue();
    void drop_rest(loss_reason reason);
    void finish_targets(loss_reason reason);
    void shut_targets(loss_reason reason);
    field_set begin_report(int event, const target *about, std::int64_t now) const;
    void collect_losses() noexcept;
    bool tell_losses();
    void tell_last_losses() noexcept;
    bool tell(std::size_t to, std::size_t about, const loss &told) noexcept;
    void await_next_losses();
    bool may_tell_losses() const;
    void perform(std::function<void()> task);
    bool is_running();

    const engine_settings settings_;
    record_queue queue_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    boost::asio::posix::stream_descriptor wake_; // an eventfd
    int wake_fd_ = -1;                           // the same, for callers' threads
    std::vector<int> asio_descriptors_;

    // I/O thread only.
    record_formats formats_;
    std::vector<std::unique_ptr<target>> targets_;
    std::vector<std::shared_ptr<flush_request>> flushes_;
    field_set record_;                              // the one that is given out
    std::uint32_t fanned_out_ = 0;                  // records of the queue's front call that the targets have already
    field_set call_;                                // the front call, where it makes several records, while call_open_
    std::vector<std::string_view> call_recipients_; // its recipients, likewise
    bool call_open_ = false;
    std::uint64_t repaired_ = 0;
    bool held_ = false;        // a target that must not drop is full, and the queue waits for it
    bool step_posted_ = false; // a further step is on its way
    boost::asio::steady_timer nap_timer_{io_};
    bool napping_ = false; // the timer runs
    int naps_left_ = 0;    // before the thread sleeps
    boost::asio::steady_timer stats_timer_{io_};
    bool stats_awaited_ = false;       // the timer runs
    std::uint64_t calls_in_stats_ = 0; // calls when stats entries were written last
    loss_reports losses_;
    boost::asio::steady_timer loss_timer_{io_};
    bool losses_awaited_ = false; // the timer runs
    std::uint64_t left_ = 0;      // records that were dropped or not proven at the end

    std::mutex control_; // guards the rest
    std::condition_variable control_changed_;
    bool running_ = false;
    std::uint64_t parks_ = 0;    // calls of park()
    std::uint64_t parked_ = 0;   // the last of these at which the I/O thread stood still
    std::uint64_t unparked_ = 0; // the last of these that is over
    std::thread thread_;
    std::thread::id thread_id_;
};

} // namespace nixie::impl
