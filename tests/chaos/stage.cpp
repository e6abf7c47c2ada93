#include "chaos/stage.hpp"

#include <sys/statvfs.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "api/eventually.hpp"
#include "api/shell.hpp"
#include "chaos/evidence.hpp"
#include "chaos/marker.hpp"
#include "live/rsyslogd.hpp"
#include "live/syslog_ng.hpp"

namespace nixie::tests {
namespace {

constexpr std::chrono::seconds load_deadline{90}, store_deadline{90};

// On a file system of its own.
collector_place place_of(const collector_addresses &of) {
    const std::string folder = std::string("/var/log/") + of.network;
    std::filesystem::create_directories(folder);
    run_or_throw("mount -t tmpfs -o size=4G " + std::string(of.network) + " " + folder);
    return {folder, of.network};
}

std::uint64_t now_in_microseconds() {
    using namespace std::chrono;
    const auto since = duration_cast<microseconds>(system_clock::now().time_since_epoch());
    return static_cast<std::uint64_t>(since.count());
}

} // namespace

stage_collector::stage_collector(const collector_addresses &of, std::unique_ptr<collector> made)
    : addresses(of), link(of), daemon(std::move(made)), before(of.relay_port, of.address) {}

std::uint64_t stage_collector::size_of_file() const {
    std::error_code none_yet;
    const std::uintmax_t size = std::filesystem::file_size(daemon->json_path(), none_yet);
    return none_yet ? 0 : size;
}

void stage_collector::fill_disk() {
    const std::string folder = std::filesystem::path(daemon->json_path()).parent_path();
    size_when_full = size_of_file();
    struct statvfs now {};
    statvfs(folder.c_str(), &now);
    const std::uint64_t used = (now.f_blocks - now.f_bfree) * now.f_frsize;
    // It may write meanwhile: then this is less than it has, which is refused.
    for (std::uint64_t more = 4096;; more *= 2)
        if (run_shell("mount -o remount,size=" + std::to_string(used + more) + " " + folder + " 2>/dev/null")
                .exit_code == 0)
            return;
}

void stage_collector::free_disk() {
    run_or_throw("mount -o remount,size=4G " + std::filesystem::path(daemon->json_path()).parent_path().string());
    // When it goes on, the collector decides itself: syslog-ng a second later (time-reopen), first with what it kept,
    // so that what it lost lies behind that in its file.
    constexpr std::uint64_t longest_recovery = 3'000'000;
    gaps.push_back({"disk_full", size_when_full, UINT64_MAX, now_in_microseconds() + longest_recovery});
}

stage::stage()
    : rsyslog_(rsyslog_addresses, std::make_unique<rsyslogd>(place_of(rsyslog_addresses))),
      syslog_ng_(syslog_ng_addresses, std::make_unique<syslog_ng>(place_of(syslog_ng_addresses))) {}

void stage::open(const schedule &of, const std::string &folder) {
    journald_.reset();
    std::filesystem::remove_all("/run/log/journal");
    std::filesystem::create_directories("/run/log/journal");
    journald_gaps_.clear();
    journald_ = std::make_unique<journald>(of.held_sockets ? journald::sockets::held : journald::sockets::its_own);
    journald_->start();
    for (stage_collector *each : {&rsyslog_, &syslog_ng_}) {
        std::filesystem::remove(each->daemon->json_path());
        each->gaps.clear();
        each->daemon->start();
    }
    rsyslog_.before.lead_to(rsyslog_.addresses.octets);
    syslog_ng_.before.lead_to(of.load.lines_to_syslog_ng ? syslog_ng_.addresses.lines : syslog_ng_.addresses.octets);
    account_ = folder + "/account.jsonl";
    std::filesystem::remove(account_);
    load_ = std::make_unique<load_process>(account_, folder + "/load.errors", of);
}

void stage::begin(const fault &what) {
    switch (what.kind) {
    case fault_kind::stop:
    case fault_kind::terminate:
    case fault_kind::kill:
        return begin_at_process(what);
    case fault_kind::link_down:
    case fault_kind::drop:
    case fault_kind::reset:
        return begin_at_network(what);
    case fault_kind::delay:
        return at(what.at).before.delay(what.argument);
    case fault_kind::slow:
        return at(what.at).before.slow(what.argument * 1024);
    case fault_kind::cut:
        return at(what.at).before.cut_every(what.argument);
    case fault_kind::disk_full:
        return at(what.at).fill_disk();
    case fault_kind::names:
    case fault_kind::descriptors:
    case fault_kind::memory:
        return begin_at_load(what);
    }
}

void stage::end(const fault &what) {
    switch (what.kind) {
    case fault_kind::stop:
    case fault_kind::terminate:
    case fault_kind::kill:
        return end_at_process(what);
    case fault_kind::link_down:
        return at(what.at).link.bring_up(what.argument == 1);
    case fault_kind::drop:
        return at(what.at).link.let_pass();
    case fault_kind::reset:
        if (what.argument == 2) at(what.at).link.let_pass();
        return;
    case fault_kind::delay:
        return at(what.at).before.delay(0);
    case fault_kind::slow:
        return at(what.at).before.slow(0);
    case fault_kind::cut:
        return at(what.at).before.cut_every(0);
    case fault_kind::disk_full:
        return at(what.at).free_disk();
    case fault_kind::names:
        return names_.be(name_server::mood::well);
    case fault_kind::descriptors:
    case fault_kind::memory:
        return load_->lift_limits();
    }
}

// A process that is away has stored all that it will: what it had taken besides is its own loss.
void stage::begin_at_process(const fault &what) {
    const auto act = [&](auto &daemon) {
        if (what.kind == fault_kind::stop) daemon.freeze();
        if (what.kind == fault_kind::terminate) daemon.stop();
        if (what.kind == fault_kind::kill) daemon.kill();
    };
    if (what.at == place::journald)
        act(*journald_);
    else
        act(*at(what.at).daemon);
    if (what.kind == fault_kind::stop) return;
    const std::uint64_t now = now_in_microseconds();
    const std::uint64_t where = what.at == place::journald ? now : at(what.at).size_of_file();
    gaps_of(what.at).push_back({name_of(what.kind), where, where, now});
}

void stage::end_at_process(const fault &what) {
    const bool thaw = what.kind == fault_kind::stop;
    if (what.at == place::journald)
        thaw ? journald_->thaw() : journald_->start();
    else
        thaw ? at(what.at).daemon->thaw() : at(what.at).daemon->start();
}

void stage::begin_at_network(const fault &what) {
    network &link = at(what.at).link;
    if (what.kind == fault_kind::link_down) return link.take_down(what.argument == 1);
    if (what.kind == fault_kind::drop) return link.drop_packets(what.argument);
    what.argument == 2 ? link.reject() : link.abort_connections(what.argument == 1);
}

void stage::begin_at_load(const fault &what) {
    constexpr name_server::mood moods[] = {name_server::mood::silent, name_server::mood::failing,
                                           name_server::mood::other_address, name_server::mood::nobodys_address};
    if (what.kind == fault_kind::names) return names_.be(moods[what.argument]);
    what.kind == fault_kind::memory ? load_->allow_memory(what.argument) : load_->allow_descriptors(what.argument);
}

// Nothing is on the way any more, and a message that stands behind all that came before is stored.
void stage::wait_until_stored(stage_collector &at) {
    const auto quiet = [&] { return at.before.idle() && !at.link.carries_something(); };
    if (!eventually(quiet, store_deadline)) throw std::runtime_error(std::string(at.addresses.name) + " still reads");
    const std::string text = "marker-" + std::to_string(++markers_);
    const auto stored = [&] { return tail_of(at.daemon->json_path()).find(text) != std::string::npos; };
    const auto end = std::chrono::steady_clock::now() + store_deadline;
    while (!stored()) { // again, since a collector that has just had no disk may lose it
        if (std::chrono::steady_clock::now() > end)
            throw std::runtime_error(std::string(at.addresses.name) + " does not store " + text);
        send_message(at.addresses, "<22>1 - chaos chaos - " + text + " [marker@32473 text=\"" + text + "\"] " + text);
        eventually(stored, std::chrono::seconds(1));
    }
}

std::string stage::close() {
    std::string wrong = load_->wait(load_deadline);
    load_.reset();
    for (stage_collector *each : {&rsyslog_, &syslog_ng_}) {
        wait_until_stored(*each);
        each->daemon->stop();
    }
    journald_->sync();
    return wrong;
}

evidence stage::gather() const {
    evidence all;
    all.accounts = read_accounts(account_);
    read_journal(all);
    read_lines(side::rsyslog, rsyslog_.daemon->json_path(), all);
    read_lines(side::syslog_ng, syslog_ng_.daemon->json_path(), all);
    all.sides[static_cast<std::size_t>(side::journald)].gaps = journald_gaps_;
    all.sides[static_cast<std::size_t>(side::rsyslog)].gaps = rsyslog_.gaps;
    all.sides[static_cast<std::size_t>(side::syslog_ng)].gaps = syslog_ng_.gaps;
    std::sort(all.losses.begin(), all.losses.end());
    all.losses.erase(std::unique(all.losses.begin(), all.losses.end()), all.losses.end());
    return all;
}

sources stage::where_to_look() const {
    return {"/run/log/journal", rsyslog_.daemon->json_path(), syslog_ng_.daemon->json_path()};
}

void stage::keep(const std::string &folder) const {
    run_or_throw("cp " + rsyslog_.daemon->json_path() + " " + folder + "/rsyslog.jsonl");
    run_or_throw("cp " + syslog_ng_.daemon->json_path() + " " + folder + "/syslog-ng.jsonl");
    run_or_throw("cp -r /run/log/journal " + folder + "/journal");
    run_shell("cp /run/journald.log /run/rsyslogd.log /run/syslog-ng.log " + folder + " 2>&1");
}

} // namespace nixie::tests
