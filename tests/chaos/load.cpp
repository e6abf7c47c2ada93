// chaos_load ACCOUNT NAME=VALUE…: the program that logs while everything around it fails. It links libnixie as users
// do.
//
//   seed=N milliseconds=N threads=N loggers=N records_per_second=N (of all threads) forks=N short_loggers=N
//   large_records=0|1 queue_size=SIZE on_full=drop|block target=URI (each once more for one more target)
//
// For each logger that it closed it appends one line to ACCOUNT (account.hpp), also for those of its children. Exit
// status: 0, also when loggers could not be opened, which is the schedule's doing; 1 for anything that a caller of
// nixie must never see.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "chaos/account.hpp"
#include "chaos/random.hpp"

using namespace nixie;
using namespace nixie::tests;
using namespace std::chrono_literals;

namespace {

using steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds close_deadline = 35s;

struct settings {
    std::map<std::string, std::string> values;
    std::vector<std::string> targets;

    unsigned number(const std::string &name) const { return static_cast<unsigned>(std::stoul(values.at(name))); }
};

settings read_settings(int count, char **words) {
    settings result;
    for (int i = 2; i < count; ++i) {
        const std::string word = words[i];
        const std::size_t equals = word.find('=');
        if (word.substr(0, equals) == "target")
            result.targets.push_back(word.substr(equals + 1));
        else
            result.values[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return result;
}

// The schedule may leave no memory for a while; what must be done is tried until there is some again.
template <class Action>
void until_there_is_memory(Action act) {
    for (;;) {
        try {
            act();
            return;
        } catch (const std::bad_alloc &) {
            std::this_thread::sleep_for(10ms);
        }
    }
}

class load {
public:
    load(settings with, const char *account_path)
        : with_(std::move(with)), account_(open(account_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)),
          end_(steady::now() + std::chrono::milliseconds(with_.number("milliseconds"))) {
        for (unsigned i = 0; i < with_.number("loggers"); ++i) loggers_.push_back(opened());
        text_.assign(300'000, 'x'); // before anything is short
    }

    void run() {
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < with_.number("threads"); ++i)
            threads.emplace_back([this, i] { log_until_the_end(i); });
        open_and_fork();
        for (std::thread &thread : threads) thread.join();
        for (logger &each : loggers_) close_and_account(each);
        for (const pid_t child : children_) must_end_well(child);
    }

private:
    logger opened() const {
        return logger{{.app_name = "chaos_load",
                       .queue_size = with_.values.at("queue_size"),
                       .on_full = with_.values.at("on_full"),
                       .block_for = "200ms",
                       .stats_interval = "1s",
                       .targets = with_.targets}};
    }

    // One record; queue_id says which of all it is.
    void log_one(logger &to, random_numbers &random, unsigned thread, unsigned number) const {
        const std::string id = std::to_string(thread) + "." + std::to_string(number);
        unsigned size = random.between(10, 200);
        if (random.one_in(20)) size = random.between(200, 6000);
        if (with_.number("large_records") && random.one_in(500)) size = random.between(6000, 300'000);
        to.log({.diagnostic = std::string_view(text_).substr(0, size),
                .recipient = "bob@example.fict",
                .queue_id = id,
                .remote_mta = "mx1.example.fict"});
    }

    // In bursts, as a busy server does, at a rate that changes.
    void log_until_the_end(unsigned thread) {
        random_numbers random(with_.number("seed") * 100ULL + thread);
        const double seconds_a_record = with_.number("threads") / double(with_.number("records_per_second"));
        unsigned number = 0;
        for (auto next = steady::now(); next < end_;) {
            std::this_thread::sleep_until(next);
            const unsigned burst = random.between(1, 64);
            logger &to = loggers_[random.between(0, static_cast<unsigned>(loggers_.size()) - 1)];
            for (unsigned i = 0; i < burst; ++i) log_one(to, random, thread, ++number);
            const double pause = burst * seconds_a_record * random.between(50, 150) / 100;
            next = std::max(next, steady::now() - 100ms); // a call may have waited: no rush to catch up
            next += std::chrono::duration_cast<steady::duration>(std::chrono::duration<double>(pause));
        }
    }

    // Loggers that live for a moment and children that log, spread over the whole time.
    void open_and_fork() {
        random_numbers random(with_.number("seed") * 100ULL + 99);
        unsigned forks = with_.number("forks"), shorts = with_.number("short_loggers");
        unsigned id = 100;
        while (forks + shorts > 0 && steady::now() < end_) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end_ - steady::now());
            const auto most = static_cast<unsigned>(std::max(2 * left.count() / (forks + shorts + 1), 2L));
            std::this_thread::sleep_for(std::chrono::milliseconds(random.between(1, most)));
            if (random.between(1, forks + shorts) <= forks) {
                --forks;
                log_in_a_child(random.between(1, 300), ++id);
            } else {
                --shorts;
                log_in_a_short_logger(random.between(0, 300), ++id);
            }
        }
    }

    void log_in_a_short_logger(unsigned records, unsigned id) const {
        try {
            logger mine = opened();
            random_numbers random(id);
            for (unsigned i = 1; i <= records; ++i) log_one(mine, random, id, i);
            close_and_account(mine);
        } catch (const std::exception &) { // open_error or bad_alloc: the schedule leaves no descriptor or no memory
        }
    }

    void log_in_a_child(unsigned records, unsigned id) {
        const pid_t child = fork();
        if (child > 0) children_.push_back(child);
        if (child != 0) return; // below 0: the schedule leaves no memory
        for (const int resource : {RLIMIT_AS, RLIMIT_NOFILE}) {
            rlimit limit{};
            getrlimit(resource, &limit);
            limit.rlim_cur = limit.rlim_max; // the schedule gives it back to the parent alone
            setrlimit(resource, &limit);
        }
        alarm(60);
        random_numbers random(id);
        for (unsigned i = 1; i <= records; ++i) log_one(loggers_[0], random, id, i);
        close_and_account(loggers_[0]);
        _exit(0);
    }

    void close_and_account(logger &which) const {
        which.close(close_deadline);
        until_there_is_memory([&] {
            const std::string line = line_of({which.instance(), which.take_stats()});
            if (write(account_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::exit(1);
        });
    }

    static void must_end_well(pid_t child) {
        int status = 0;
        if (waitpid(child, &status, 0) == child && status == 0) return;
        std::cerr << "chaos_load: a child ended with " << status << "\n";
        std::exit(1);
    }

    const settings with_;
    const int account_;
    const steady::time_point end_;
    std::vector<logger> loggers_;
    std::vector<pid_t> children_;
    std::string text_;
};

} // namespace

int main(int count, char **words) {
    if (count < 3) {
        std::cerr << "chaos_load ACCOUNT NAME=VALUE…\n";
        return 1;
    }
    load whole(read_settings(count, words), words[1]);
    whole.run();
}
