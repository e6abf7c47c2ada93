#include "promises/traced_program.hpp"

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>

#include "api/eventually.hpp"
#include "api/must.hpp"

namespace nixie::tests {
namespace {

constexpr int system_call_stop = SIGTRAP | 0x80; // PTRACE_O_TRACESYSGOOD
constexpr long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;

template <class Argument>
long trace(__ptrace_request what, pid_t thread, std::uintptr_t address, Argument argument) {
    return ptrace(what, thread, reinterpret_cast<void *>(address), argument);
}

// Starts the command once `gate` can be read. Nothing here but system calls: the process that forked has threads.
[[noreturn]] void become(int gate, char *const *command) {
    char go = 0;
    if (read(gate, &go, 1) == 1) execv(command[0], command);
    _exit(127);
}

bool is_one_of(long number, std::initializer_list<long> numbers) {
    return std::ranges::find(numbers, number) != numbers.end();
}

bool is_send(const system_call &call) {
    return is_one_of(call.number, {SYS_sendto, SYS_sendmsg, SYS_sendmmsg, SYS_writev});
}

bool is_wait(const system_call &call) {
    if (is_one_of(call.number, {SYS_epoll_wait, SYS_epoll_pwait})) return call.arguments[3] != 0; // 0: only looks
    return is_one_of(call.number, {SYS_nanosleep, SYS_clock_nanosleep, SYS_poll, SYS_ppoll, SYS_select, SYS_pselect6,
                                   SYS_futex, SYS_epoll_pwait2});
}

// What pthread_mutex_lock(3) and its kin do where another thread is inside. Whoever waits for a condition or until a
// time asks for another operation.
bool is_lock(const system_call &call) {
    const int operation = static_cast<int>(call.arguments[1]) & FUTEX_CMD_MASK;
    return call.number == SYS_futex &&
           (operation == FUTEX_WAKE || (operation == FUTEX_WAIT && call.arguments[3] == 0)); // without a timeout
}

} // namespace

std::string describe(const std::vector<system_call> &calls) {
    std::string text = "system calls:";
    for (const system_call &call : calls) {
        text += " " + std::to_string(call.number) + "(";
        for (const std::uint64_t argument : call.arguments) text += " " + std::to_string(argument);
        text += " )";
        if (text.size() > 1000) return text + " ... " + std::to_string(calls.size()) + " in all";
    }
    return text;
}

traced_program::traced_program(const std::vector<std::string> &command) {
    std::vector<char *> words;
    for (const std::string &word : command) words.push_back(const_cast<char *>(word.c_str())); // execv(3) reads them
    words.push_back(nullptr);
    std::array<int, 2> gate{};
    must(pipe2(gate.data(), O_CLOEXEC), "pipe2");
    program_ = fork();
    if (program_ == 0) become(gate[0], words.data());
    must(program_, "fork");
    must(trace(PTRACE_SEIZE, program_, 0, options), "PTRACE_SEIZE: the tests need to trace their own programs");
    must(write(gate[1], "", 1), "write");
    close(gate[0]);
    close(gate[1]);
}

traced_program::~traced_program() {
    if (program_ < 0) return;
    kill(program_, SIGKILL);
    while (next_stop()) {
    }
}

// A thread whose process was killed is gone; waitpid(2) tells of it.
void traced_program::go_on(pid_t thread, int signal) const {
    trace(PTRACE_SYSCALL, thread, 0, static_cast<long>(signal));
}

int traced_program::run() {
    // Threads that wait for each other for ever make no stop, and take no signal but this one.
    const std::jthread watchdog([program = program_](const std::stop_token &ended) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait_for(lock, ended, 2 * patience, [] { return false; });
        if (!ended.stop_requested()) kill(program, SIGKILL);
    });
    for (;;)
        if (const auto end = next_stop()) return *end;
}

// One stop of one thread; the exit status at the end of the program.
std::optional<int> traced_program::next_stop() {
    int status = 0;
    const pid_t thread = waitpid(-1, &status, __WALL);
    if (thread < 0 || (thread == program_ && !WIFSTOPPED(status))) {
        program_ = -1;
        return thread > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    if (!WIFSTOPPED(status)) return std::nullopt; // the end of one thread
    const bool is_event = status >> 16 != 0;      // such as the start of a thread
    if (!is_event && WSTOPSIG(status) == system_call_stop)
        at_system_call(thread);
    else
        go_on(thread, is_event ? 0 : WSTOPSIG(status));
    return std::nullopt;
}

void traced_program::at_system_call(pid_t thread) {
    __ptrace_syscall_info info{};
    trace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info);
    system_call call; // no number at its exit
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        call.number = static_cast<long>(info.entry.nr);
        std::ranges::copy(info.entry.args, call.arguments.begin());
    }
    if (call.number == marker_number)
        at_marker(thread, static_cast<marker>(call.arguments[0]), static_cast<long>(call.arguments[1]));
    else if (bursts_open_.contains(thread))
        note(bursts_open_[thread], call);
    else if (hold_ && !callers_.contains(thread) && is_held_at(call))
        return stand_still(thread);
    if (std::ranges::find(waiting_, thread) == waiting_.end()) go_on(thread);
}

void traced_program::at_marker(pid_t thread, marker what, long detail) {
    callers_.insert(thread);
    switch (what) {
    case marker::begin:
        bursts_open_[thread].round = detail;
        break;
    case marker::end:
        bursts_.push_back(std::move(bursts_open_[thread]));
        bursts_open_.erase(thread);
        break;
    case marker::hold:
        hold_ = static_cast<point>(detail);
        has_sent_ = false;
        break;
    case marker::await_held:
        if (held_.empty()) waiting_.push_back(thread);
        break;
    case marker::let_go:
        hold_.reset();
        for (const pid_t each : std::exchange(held_, {})) go_on(each);
        break;
    }
}

void traced_program::note(burst &in, const system_call &call) const {
    if (call.number < 0) return;
    const std::string descriptor = "/proc/" + std::to_string(program_) + "/fd/" + std::to_string(call.arguments[0]);
    std::error_code none;
    const bool is_wake = call.number == SYS_write && call.arguments[2] == sizeof(std::uint64_t) &&
                         std::filesystem::read_symlink(descriptor, none) == "anon_inode:[eventfd]";
    (is_wake ? in.wakes : is_lock(call) ? in.locks : in.others).push_back(call);
}

bool traced_program::is_held_at(const system_call &call) {
    if (hold_ == point::send) return is_send(call);
    if (hold_ == point::anywhere) return true;
    has_sent_ = has_sent_ || is_send(call);
    return has_sent_ && is_wait(call);
}

void traced_program::stand_still(pid_t thread) {
    held_.push_back(thread);
    for (const pid_t each : std::exchange(waiting_, {})) go_on(each);
}

} // namespace nixie::tests
