#include "tool/probe_session.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <thread>
#include <unistd.h>

#include "tool/probe_connect.hpp"
#include "transport/wall_clock.hpp"

namespace nixie::impl {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t largest_datagram = 65'507; // of UDP over IPv4; over IPv6 it is 20 bytes more

std::string random_run() {
    std::random_device device;
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%08x%08x", device(), device());
    return text.data();
}

std::string own_hostname() {
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

bool is_long(const probe_message &message) {
    return message.of.size > 0;
}

bool is_last_as_sent(const probe_series &series) {
    return !series.findings.empty() && series.findings.back().fate == canary_fate::as_sent;
}

} // namespace

probe_session::probe_session(const probe_target &target, const settings &how)
    : target_(target), wait_(how.wait), sends_all_(how.sends_all) {
    if (!how.file.empty()) file_.emplace(how.file);
    patience_.all_echoes = wait_;
    if (file_) patience_.first_echo = std::chrono::milliseconds(0);
}

std::vector<probe_series> probe_session::run() {
    std::vector<probe_series> all(target_.transport == probe_transport::tcp ? 2 : 1);
    if (all.size() > 1) {
        all[0].framing = framing::octet_counting;
        all[1].framing = framing::line_feed;
    }
    std::vector<probe_series *> each;
    for (probe_series &series : all) {
        run_series(series);
        each.push_back(&series);
    }
    if (file_) judge_file(each);
    return all;
}

// A stream is tried in two steps: a receiver that waits for a line feed takes octet counting for one endless line, and
// rsyslog's imptcp writes a message for each byte of a line beyond its limit: hundreds of megabytes (measured, 8.2302).
void probe_session::run_series(probe_series &series) {
    const bool is_udp = target_.transport == probe_transport::udp;
    series.run = random_run();
    std::vector<probe_message> messages =
        make_probe_messages({series.run, own_hostname(), std::to_string(getpid()), wall_clock_now(),
                             is_udp ? largest_datagram : largest_canary});
    if (!series.framing) return send(series, std::move(messages));
    const bool is_counted = series.framing == framing::octet_counting;
    const auto second_step = is_counted ? std::ranges::find_if(messages, is_long) : std::prev(messages.end());
    std::vector<probe_message> later(second_step, messages.end());
    messages.erase(second_step, messages.end());
    send(series, std::move(messages));
    if (file_) judge_file({&series});
    if (sends_all_ || (is_counted ? series.is_understood() : is_last_as_sent(series)))
        return send(series, std::move(later));
    series.notes.emplace_back(is_counted ? "longer ones were not sent: nobody has seen that octets are counted there"
                                         : "longer ones were not sent: nobody has seen that these come whole");
}

void probe_session::send(probe_series &series, std::vector<probe_message> messages) {
    std::vector<std::string> bytes;
    for (const probe_message &message : messages) bytes.push_back(message.bytes);
    const probe_sent sent = send_probe(target_, series.framing, bytes, patience_);
    series.one_piece = sent.one_piece;
    if (!sent.trouble.empty()) series.notes.push_back(sent.trouble);
    if (sent.is_silent) {
        const std::string silent = "the peer took the bytes and did not answer the end of the stream: it may not have "
                                   "read them";
        if (!file_) fail_probe(target_, silent);
        series.notes.push_back(silent);
    }
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (sent.is_sent[i])
            series.messages.push_back(std::move(messages[i]));
        else
            series.notes.push_back(std::string(messages[i].of.name) + " was not sent: " +
                                   std::to_string(bytes[i].size()) + " bytes are too long for a datagram here");
    }
    series.echoes.insert(series.echoes.end(), sent.echoes.begin(), sent.echoes.end());
    if (!file_) judge_echoes(series);
}

// `nixie listen` sends back what it gets; nobody else does.
void probe_session::judge_echoes(probe_series &series) const {
    series.findings.clear();
    for (const probe_message &message : series.messages) series.findings.push_back(find_echo(message, series.echoes));
    if (series.count_as_sent() == 0) series.findings.clear();
}

// Looks until all of the messages are there as they were sent, or the time is up.
void probe_session::judge_file(const std::vector<probe_series *> &which) {
    const auto deadline = steady_clock::now() + wait_;
    for (;;) {
        const bool is_late = steady_clock::now() >= deadline;
        const std::string &seen = file_->look();
        bool is_complete = true;
        for (probe_series *series : which) {
            series->findings.clear();
            for (const probe_message &message : series->messages)
                series->findings.push_back(find_canary(message, seen));
            series->is_glued = has_glued_messages(seen, series->run);
            is_complete = is_complete && series->is_all_as_sent();
        }
        if (is_complete || is_late) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(50)); // no descriptor tells of appended text
    }
}

} // namespace nixie::impl
