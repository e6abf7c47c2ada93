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
        const std::size_t counted = worth_of(all_[0]), lines = worth_of(all_[1]);
        if (lines > counted) {
            best_ = &all_[1];
            set("framing=lf", counted == 0 ? "octet counting is not understood"
                                           : "octet counting does not bring all that line feeds do");
        } else if (lines < counted) {
            say(lines == 0 ? "framing=octet, the default: line feeds are not understood"
                           : "framing=octet, the default: line feeds do not bring all that octet counting does");
        } else if (counted > 0) {
            say("framing=octet, the default: both framings are understood");
        } else {
            say("neither framing brought anything as it was sent: does the collector write this file?");
        }
    }

    // A long one that was not sent over both is no difference.
    static std::size_t worth_of(const probe_series &series) {
        std::size_t worth = 0;
        for (std::size_t i = 0; i < series.messages.size(); ++i)
            worth += series.messages[i].of.size < largest_canary && series.findings[i].fate == canary_fate::as_sent;
        return series.is_understood() ? worth : 0;
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

    // What is known of the longest message that comes whole.
    struct size_limit {
        std::size_t whole = 0;   // bytes of the longest canary that came whole, all shorter ones too
        std::size_t cut_at = 0;  // bytes of the shortest one that was cut that did come; 0: unknown
        bool is_reached = false; // a longer one did not come whole

        std::size_t safe() const { return std::max(whole, cut_at); }
    };

    size_limit find_limit() const {
        size_limit limit;
        for (std::size_t i = 0; i < best_->messages.size() && !limit.is_reached; ++i) {
            if (best_->messages[i].of.size == 0) continue;
            limit.is_reached = best_->findings[i].fate != canary_fate::as_sent;
            if (limit.is_reached)
                limit.cut_at = best_->findings[i].arrived;
            else
                limit.whole = best_->messages[i].bytes.size();
        }
        return limit;
    }

    void choose_size() {
        const size_limit limit = find_limit();
        const std::string size = std::to_string(limit.safe());
        const bool is_udp = target_.transport == probe_transport::udp;
        if (is_udp) choose_mtu(limit);
        if (limit.whole == 0)
            say("no long message came whole: look for the collector's own limit");
        else if (limit.is_reached && limit.safe() < default_max_size)
            set("max_size=" + size, "longer messages do not come whole");
        else if (limit.is_reached)
            say("max_size: messages of " + std::to_string(limit.whole) + " bytes come whole, longer ones do not");
        else if (is_udp)
            say("datagrams of " + size + " bytes come whole");
        else
            say("max_size may be raised to " + size + ": even such messages come whole; the default is " +
                std::to_string(default_max_size));
    }

    void choose_mtu(const size_limit &limit) {
        const std::size_t one_piece = best_->one_piece;
        if (one_piece == 0 || limit.safe() <= one_piece)
            return say("mtu=path, the default: longer messages are shortened to one piece");
        set("mtu=fragment", "longer datagrams come whole than the " + std::to_string(one_piece) +
                                " bytes that the path takes in one piece");
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
