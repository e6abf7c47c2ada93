#include "chaos/load_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "api/eventually.hpp"
#include "chaos/addresses.hpp"
#include "live/descriptors.hpp"

namespace nixie::tests {
namespace {

std::vector<std::string> targets_of(const load_settings &load) {
    const std::string options = "backlog=" + load.backlog;
    std::vector<std::string> targets{"journald:?" + options};
    const auto add = [&](const collector_addresses &to, route by, bool lines) {
        if (by == route::none) return;
        targets.push_back("tcp://" + hosts_of(to, by, lines) + "?replay=" + load.replay + "&" + options +
                          (lines ? "&framing=lf" : ""));
    };
    add(rsyslog_addresses, load.to_rsyslog, false);
    add(syslog_ng_addresses, load.to_syslog_ng, load.lines_to_syslog_ng);
    return targets;
}

std::vector<std::string> words_of(const std::string &account, const schedule &of) {
    const load_settings &load = of.load;
    const auto number = [](const char *name, std::uint64_t value) { return name + ("=" + std::to_string(value)); };
    std::vector<std::string> words{NIXIE_CHAOS_LOAD,
                                   account,
                                   number("seed", of.seed % 1'000'000),
                                   number("milliseconds", of.milliseconds),
                                   number("threads", load.threads),
                                   number("loggers", load.loggers),
                                   number("records_per_second", load.records_per_second),
                                   number("forks", load.forks),
                                   number("short_loggers", load.short_loggers),
                                   number("large_records", load.large_records),
                                   "queue_size=" + load.queue_size,
                                   "on_full=" + load.on_full};
    for (const std::string &target : targets_of(load)) words.push_back("target=" + target);
    return words;
}

void limit(pid_t pid, __rlimit_resource what, rlim_t soft) {
    rlimit now{};
    must(prlimit(pid, what, nullptr, &now), "prlimit");
    now.rlim_cur = std::min(soft, now.rlim_max);
    must(prlimit(pid, what, &now, nullptr), "prlimit");
}

} // namespace

load_process::load_process(const std::string &account, const std::string &errors, const schedule &of) {
    std::vector<std::string> words = words_of(account, of);
    std::vector<char *> arguments;
    for (std::string &word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const int error = posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::generic_category(), NIXIE_CHAOS_LOAD);
}

load_process::~load_process() {
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

void load_process::allow_descriptors(unsigned more) {
    // Descriptors are given out from the lowest free number on: those that are open now lie below this limit or near.
    const std::filesystem::directory_iterator open("/proc/" + std::to_string(pid_) + "/fd");
    limit(pid_, RLIMIT_NOFILE, static_cast<rlim_t>(std::distance(begin(open), end(open))) + more);
}

void load_process::allow_memory(unsigned more_kib) {
    std::uint64_t pages = 0;
    std::ifstream("/proc/" + std::to_string(pid_) + "/statm") >> pages;
    limit(pid_, RLIMIT_AS, pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + more_kib * rlim_t{1024});
}

void load_process::lift_limits() {
    limit(pid_, RLIMIT_NOFILE, RLIM_INFINITY);
    limit(pid_, RLIMIT_AS, RLIM_INFINITY);
}

std::string load_process::wait(std::chrono::milliseconds deadline) {
    int status = 0;
    if (!eventually([&] { return waitpid(pid_, &status, WNOHANG) == pid_; }, deadline))
        return "the load has not ended within " + std::to_string(deadline.count()) + " ms";
    pid_ = -1;
    if (WIFSIGNALED(status)) return "the load ended by signal " + std::to_string(WTERMSIG(status));
    return WEXITSTATUS(status) == 0 ? "" : "the load ended with status " + std::to_string(WEXITSTATUS(status));
}

} // namespace nixie::tests
