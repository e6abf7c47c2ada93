// life_cycle_program MODE TARGET: a program that logs and ends, each mode in another way. exit_test runs it and looks
// at what arrives. Records carry the mode's words in queue_id.
#include <pthread.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <sys/wait.h>

#include "nixie/logger.hpp"

// Asked by the address sanitizer's leak check, which exit() runs in forked children too. What the parent's I/O thread
// held is unreachable there: that thread does not exist in the child, and nixie leaves its memory alone on purpose.
extern "C" const char *__lsan_default_suppressions() {
    return "leak:nixie::impl::engine::engine\nleak:nixie::impl::engine::run\n";
}

namespace {

nixie_logger *opened = nullptr; // on purpose without an owner: the process ends with it open

void log_text(const char *queue_id) {
    const nixie_field field = nixie_text(NIXIE_FIELD_QUEUE_ID, queue_id);
    if (nixie_log(opened, NIXIE_PERMANENT_FAILURE, &field, 1) != NIXIE_OK) _exit(70);
}

void log_many(int count) {
    for (int i = 1; i <= count; ++i) log_text(std::to_string(i).c_str());
}

// Lives before main() and ends after everything that main() made, the logger's own exit handling included.
struct late_logger {
    bool is_wanted = false;
    ~late_logger() {
        if (is_wanted) log_text("static destructor");
    }
} late;

void open_logger(const char *target) {
    char why[512];
    nixie_options *const options = nixie_options_new();
    if (nixie_options_add_target(options, target, why, sizeof why) != NIXIE_OK ||
        nixie_options_set(options, "fork_drain", "10s", why, sizeof why) != NIXIE_OK ||
        nixie_options_set(options, "stats_interval", "0", why, sizeof why) != NIXIE_OK || // the records alone
        nixie_options_set(options, "exit_drain", "30s", why, sizeof why) != NIXIE_OK ||
        nixie_open(options, &opened, why, sizeof why) != NIXIE_OK) {
        std::fprintf(stderr, "life_cycle_program: %s\n", why);
        std::exit(78);
    }
    nixie_options_free(options);
}

int return_from_main() {
    log_many(1000);
    return 0;
}

[[noreturn]] int call_exit() {
    log_many(1000);
    std::exit(0);
}

// exit() from a thread that is not the first one.
int exit_in_thread() {
    pthread_t thread;
    const auto body = [](void *) -> void * { call_exit(); };
    pthread_create(&thread, nullptr, body, nullptr);
    return pthread_join(thread, nullptr);
}

int atexit_handler() {
    std::atexit([] { log_text("atexit"); });
    log_text("main");
    return 0;
}

int static_destructor() {
    late.is_wanted = true;
    log_text("main");
    return 0;
}

// Owned by a static object, as in many a server.
int static_logger() {
    static nixie::logger owned{{
        .targets = {"unix:/nonexistent/socket"},
    }};
    owned.log({.queue_id = "never sent"});
    owned.close(std::chrono::milliseconds(0));
    log_text("main");
    return 0;
}

// The first process ends in _exit, inside daemon(3).
int become_daemon() {
    log_many(100);
    if (daemon(1, 1) != 0) return 71;
    log_text("daemon");
    return 0;
}

// Each child ends in its own way; the records of all that drain arrive.
int children() {
    for (int i = 0; i < 100; ++i) {
        const pid_t pid = fork();
        if (pid == 0) {
            log_text("child");
            if (i % 2 == 0) std::exit(0);
            _exit(nixie_flush(opened, 60'000) == NIXIE_OK ? 0 : 70);
        }
        int status = 0;
        if (waitpid(pid, &status, 0) != pid || status != 0) return 1;
    }
    return 0;
}

int close_then_exit() {
    log_text("main");
    const bool is_drained = nixie_close(opened, 30'000) == NIXIE_OK;
    nixie_free(opened);
    return is_drained ? 0 : 1;
}

// Standard output is a pipe whose reader has gone: a write raises SIGPIPE, unless the library prevents it.
int broken_pipe() {
    int ends[2];
    if (pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0) return 71;
    close(ends[0]);
    close(ends[1]);
    open_logger("stdout:");
    log_text("into the void");
    nixie_close(opened, 100);
    nixie_stats *const stats = nixie_stats_take(opened);
    const bool is_counted = nixie_stats_target_counter(stats, 0, NIXIE_SENT) == 0 &&
                            nixie_stats_target_counter(stats, 0, NIXIE_DROPPED_SHUTDOWN) == 1;
    nixie_stats_free(stats);
    return is_counted ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
    const std::map<std::string, int (*)()> modes{
        {"return", return_from_main},     {"exit", call_exit},       {"exit_in_thread", exit_in_thread},
        {"atexit", atexit_handler},       {"daemon", become_daemon}, {"static_destructor", static_destructor},
        {"static_logger", static_logger}, {"children", children},    {"close", close_then_exit},
        {"broken_pipe", broken_pipe}};
    if (argc != 3 || !modes.contains(argv[1])) return 64;
    if (*argv[2]) open_logger(argv[2]);
    return modes.at(argv[1])();
}
