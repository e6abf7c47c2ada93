// Which options of a target follow from the findings.
#include <algorithm>

#include "tool/probe_report.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t default_max_size = 8192; // of tcp and unix

class adviser {
public:
    adviser(const probe_target &target, const std::vector<probe_series> &all) : target_(target), all_(all) {}

    probe_advice advise() {
        choose_framing();
        choose_bom();
        choose_size();
        std::string query;
        for (const std::string &option : options_) (query += query.empty() ? "?" : "&") += option;
        result_.uri = target_.uri + query;
        return std::move(result_);
    }

private:
    void say(std::string line) { result_.reasons.push_back(std::move(line)); }
    void set(const std::string &option, const std::string &reason) {
        options_.push_back(option);
        say(option + ": " + reason);
    }

    // The series that counts from here on: the default, unless the other one brought more.
    void choose_framing() {
        best_ = &all_.front();
        if (all_.size() < 2) return;
        const bool is_better = all_[1].count_as_sent() > all_[0].count_as_sent();
        if (is_better) {
            best_ = &all_[1];
            set("framing=lf", "octet counting does not bring all that line feeds do");
        } else if (all_[1].count_as_sent() < all_[0].count_as_sent()) {
            say("framing=octet, the default: line feeds do not bring all that octet counting does");
        } else {
            say("framing=octet, the default: both framings are understood");
        }
    }

    void choose_bom() {
        const canary_finding *with = find(bom::always), *without = find(bom::none);
        if (!with || !without) return;
        if (without->fate == canary_fate::changed && with->fate == canary_fate::as_sent && !with->bom_stays)
            return set("bom=auto", "without the byte order mark the collector takes UTF-8 for something else");
        if (with->bom_stays) say("bom=none, the default: the collector keeps a byte order mark in the text");
    }

    // A message with U+00E9.
    const canary_finding *find(enum bom bom) const {
        for (std::size_t i = 0; i < best_->messages.size(); ++i)
            if (best_->messages[i].of.text == "\xC3\xA9" && best_->messages[i].of.bom == bom)
                return &best_->findings[i];
        return nullptr;
    }

    void choose_size() {
        std::size_t whole = 0;
        bool is_all = true;
        for (std::size_t i = 0; i < best_->messages.size(); ++i) {
            if (best_->messages[i].of.size == 0) continue;
            const bool is_whole = best_->findings[i].fate == canary_fate::as_sent;
            is_all = is_all && is_whole;
            if (is_whole && is_all) whole = best_->messages[i].bytes.size();
        }
        if (target_.transport == probe_transport::udp) return choose_mtu(whole);
        const std::string size = std::to_string(whole);
        if (whole == 0)
            say("no message of 2 KiB came whole: look for the collector's own limit");
        else if (whole < default_max_size)
            set("max_size=" + size, "longer messages do not come whole");
        else if (!is_all)
            say("max_size=" + size + ", the default: messages of that size come whole, longer ones do not");
        else
            say("max_size may be raised to " + size + ": even such messages come whole; the default is " +
                std::to_string(default_max_size));
    }

    void choose_mtu(std::size_t whole) {
        if (whole == 0) return say("mtu=path, the default: datagrams that the network must cut do not come whole");
        set("mtu=fragment", "datagrams come whole that the network may have to cut in pieces");
        set("max_size=" + std::to_string(std::min(whole, default_max_size)),
            "the largest that comes whole is " + std::to_string(whole) + " bytes");
    }

    const probe_target &target_;
    const std::vector<probe_series> &all_;
    const probe_series *best_ = nullptr;
    std::vector<std::string> options_;
    probe_advice result_;
};

} // namespace

probe_advice advise(const probe_target &target, const std::vector<probe_series> &all) {
    return adviser(target, all).advise();
}

} // namespace nixie::impl
