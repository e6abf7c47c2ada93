#include "tool/probe.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <random>
#include <thread>
#include <unistd.h>

#include "tool/appended_text.hpp"
#include "tool/failure.hpp"
#include "tool/output.hpp"
#include "tool/probe_link.hpp"
#include "tool/probe_report.hpp"
#include "tool/time_span.hpp"

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

std::int64_t microseconds_now() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count();
}

void print_line(const std::string &line) {
    print(line + "\n");
}

class probe_run {
public:
    probe_run(const probe_arguments &arguments, probe_target target)
        : target_(std::move(target)), wait_(parse_span_argument(arguments.wait, "--wait")) {
        if (!arguments.file.empty()) file_.emplace(arguments.file);
        patience_.all_echoes = wait_;
        if (file_) patience_.first_echo = std::chrono::milliseconds(0);
    }

    exit_code run() {
        if (target_.transport == probe_transport::tcp) {
            add_series(framing::octet_counting);
            add_series(framing::line_feed);
        } else {
            add_series(std::nullopt);
        }
        for (probe_series &series : all_) send(series);
        if (file_) judge_file();
        return report();
    }

private:
    void add_series(std::optional<framing> how) {
        const bool is_udp = target_.transport == probe_transport::udp;
        const probe_origin origin{random_run(), own_hostname(), std::to_string(getpid()), microseconds_now(),
                                  is_udp ? largest_datagram : largest_canary};
        all_.push_back({how, origin.run, make_probe_messages(origin), {}, {}, false});
    }

    void send(probe_series &series) {
        std::vector<std::string> messages;
        for (const probe_message &message : series.messages) messages.push_back(message.bytes);
        const probe_sent sent = send_probe(target_, series.framing, messages, patience_);
        series.trouble = sent.trouble;
        for (std::size_t i = messages.size(); i-- > 0;) {
            if (sent.is_sent[i]) continue;
            print_line(std::string(series.messages[i].of.name) + ": not sent, " + std::to_string(messages[i].size()) +
                       " bytes are too long for a datagram here");
            series.messages.erase(series.messages.begin() + static_cast<std::ptrdiff_t>(i));
        }
        judge_echoes(series, sent.echoes);
    }

    void judge_echoes(probe_series &series, const std::vector<std::string> &echoes) {
        std::vector<canary_finding> findings;
        for (const probe_message &message : series.messages) findings.push_back(find_echo(message, echoes));
        series.findings = std::move(findings);
        if (file_ || series.count_as_sent() == 0) series.findings.clear(); // else it is `nixie listen`
    }

    void judge_file() {
        const auto deadline = steady_clock::now() + wait_;
        for (;;) {
            const bool is_late = steady_clock::now() >= deadline;
            bool is_complete = true;
            for (probe_series &series : all_) {
                judge_text(series, file_->look());
                is_complete = is_complete && series.is_all_as_sent();
            }
            if (is_complete || is_late) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(50)); // no descriptor tells of appended text
        }
    }

    static void judge_text(probe_series &series, const std::string &seen) {
        series.findings.clear();
        for (const probe_message &message : series.messages) series.findings.push_back(find_canary(message, seen));
    }

    exit_code report() {
        const auto is_judged = [](const probe_series &series) { return !series.findings.empty(); };
        if (std::none_of(all_.begin(), all_.end(), is_judged)) return report_what_to_look_for();
        bool is_complete = true;
        for (probe_series &series : all_) {
            series.findings.resize(series.messages.size()); // one that brought nothing, where the other did
            for (const std::string &line : report_series(series)) print_line(line);
            is_complete = is_complete && series.is_all_as_sent();
        }
        const probe_advice advice = advise(target_, all_);
        for (const std::string &reason : advice.reasons) print_line(reason);
        print_line("target: " + advice.uri);
        flush_output();
        return is_complete ? exit_code::ok : exit_code::data;
    }

    exit_code report_what_to_look_for() {
        for (const probe_series &series : all_)
            print_line(series.name() + ": " + std::to_string(series.messages.size()) + " test messages sent" +
                       (series.trouble.empty() ? "" : "; " + series.trouble));
        for (const std::string &line : what_to_look_for(all_)) print_line(line);
        print_line("Where all is as it should be, the target is " + target_.uri);
        flush_output();
        return exit_code::ok;
    }

    probe_target target_;
    std::chrono::milliseconds wait_;
    std::optional<appended_text> file_;
    probe_patience patience_;
    std::vector<probe_series> all_;
};

} // namespace

exit_code probe(const probe_arguments &arguments) {
    return probe_run(arguments, parse_probe_target(arguments.uri)).run();
}

} // namespace nixie::impl
