#include "chaos/network.hpp"

#include <stdexcept>

#include "api/shell.hpp"

namespace nixie::tests {

void run_or_throw(const std::string &command) {
    const shell_result ran = run_shell("{ " + command + "; } 2>&1");
    if (ran.exit_code != 0) throw std::runtime_error(command + ": " + ran.output);
}

network::network(const collector_addresses &of)
    : of_(of), table_(of.network), near_link_(std::string(of.network) + "0"), far_link_(std::string(of.network) + "1") {
    const std::string name = of.network;
    run_or_throw("ip netns add " + name);
    run_or_throw("ip link add " + near_link_ + " type veth peer name " + far_link_ + " netns " + name);
    run_or_throw("ip addr add " + std::string(of.near) + "/28 dev " + near_link_);
    run_or_throw("ip link set " + near_link_ + " up");
    for (const char *address : {of.address, of.other})
        run_or_throw(inside("ip addr add " + std::string(address) + "/28 dev " + far_link_));
    run_or_throw(inside("ip link set " + far_link_ + " up"));
    run_or_throw(inside("ip link set lo up"));
    // What waits unread in the collector must be less than what nixie keeps to send again (`replay`).
    run_or_throw(inside("sh -c 'echo 4096 131072 524288 >/proc/sys/net/ipv4/tcp_rmem'"));
}

std::string network::inside(const std::string &command) const {
    return "nsenter --net=/run/netns/" + std::string(of_.network) + " " + command;
}

void network::take_down(bool collectors_end) {
    if (collectors_end)
        run_or_throw(inside("ip link set " + far_link_ + " down"));
    else
        run_or_throw("ip link set " + near_link_ + " down");
}

void network::bring_up(bool collectors_end) {
    if (collectors_end)
        run_or_throw(inside("ip link set " + far_link_ + " up"));
    else
        run_or_throw("ip link set " + near_link_ + " up");
}

void network::filter(const std::string &rules) {
    run_or_throw("printf '%s\\n' 'table ip " + table_ + " {\n" + rules + "}' | nft -f -");
}

void network::drop_packets(unsigned which) {
    const std::string out = "chain to { type filter hook output priority 0; oifname \"" + near_link_ + "\" drop; }\n";
    const std::string in = "chain from { type filter hook input priority 0; iifname \"" + near_link_ + "\" drop; }\n";
    filter((which != 2 ? out : "") + (which != 1 ? in : ""));
}

void network::reject() {
    filter("chain to { type filter hook output priority 0; oifname \"" + near_link_ +
           "\" meta l4proto tcp reject with tcp reset; }\n");
}

void network::let_pass() {
    run_or_throw("nft delete table ip " + table_);
}

void network::abort_connections(bool collectors_end) {
    if (collectors_end)
        run_or_throw(inside("ss -K src " + std::string(of_.address) + " or src " + of_.other));
    else
        run_or_throw("ss -K dst " + std::string(of_.address) + " or dst " + of_.other);
}

bool network::carries_something() const {
    const std::string list = "ss -Htn state connected exclude time-wait", queued = " | awk '$2 > 0 || $3 > 0'";
    const std::string ours = " dst " + std::string(of_.address) + " or dst " + of_.other;
    return !run_shell(list + ours + queued).output.empty() || !run_shell(inside(list) + queued).output.empty();
}

} // namespace nixie::tests
