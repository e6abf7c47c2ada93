#include "chaos/judge.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "chaos/addresses.hpp"
#include "chaos/ledger.hpp"

namespace nixie::tests {
namespace {

using number = std::uint32_t;

// The numbers that a logger gave out: every call but those after its close.
number last_of(const account &of) {
    return static_cast<number>(of.counted.calls - of.counted.refused_closed);
}

const std::vector<sighting> &of_instance(const stored_side &at, const std::string &instance) {
    static const std::vector<sighting> none;
    const auto found = at.of_instance.find(instance);
    return found == at.of_instance.end() ? none : found->second;
}

// What became of each number of one logger at one side.
class numbers {
public:
    numbers(const account &of, side at, const target_stats &target, const evidence &all)
        : at_(all.sides[static_cast<std::size_t>(at)]), sends_again_(at != side::journald && target.connects > 1),
          of_target_(all, of.instance, target.uri), of_calls_(all, of.instance, ""),
          sightings_(of_instance(at_, of.instance)), journal_(of_instance(all.sides[0], of.instance)) {
        const std::size_t size = last_of(of) + std::size_t{1};
        fates_ = {std::vector<std::string>(size), std::vector<bool>(size), std::vector<std::string>(size)};
        for (const stored_side &each : all.sides)
            for (const sighting &one : of_instance(each, of.instance))
                if (&each != &at_ && one.sequence < size) fates_.seen_elsewhere[one.sequence] = true;
        for (const gap &each : at_.gaps) mark_gap(each);
    }

    instance_verdict judge_into(side_verdict &into, verdict &whole, const std::string &name) {
        mark_seen(whole, name);
        check_certain(whole, name);
        explain(fates_, of_target_, of_calls_);
        std::map<std::string, sequences> own;
        sequences unexplained;
        for (number n = 1; n < fates_.of.size(); ++n) {
            if (fates_.of[n] == seen) continue;
            ++counts_.missing;
            if (fates_.of[n].empty() && !fates_.own_loss[n].empty()) {
                ++counts_.own;
                own[fates_.own_loss[n]].push_back(n);
                fates_.of[n] = "own_" + fates_.own_loss[n];
            }
            if (fates_.of[n].empty()) unexplained.push_back(n);
            ++into.missing[fates_.of[n].empty() ? unexplained_class : fates_.of[n]];
        }
        for (const auto &[why, lost] : own) whole.own_losses.push_back(name + ": " + why + ": " + ranges_of(lost));
        if (!unexplained.empty()) whole.problems.push_back(name + ": unexplained: " + ranges_of(unexplained));
        counts_.unexplained = unexplained.size();
        into.records += fates_.of.size() - 1;
        into.seen += counts_.seen;
        into.doubles += counts_.doubles;
        return counts_;
    }

private:
    static constexpr const char *seen = "seen";

    void mark_seen(verdict &whole, const std::string &name) {
        for (const sighting &each : sightings_) {
            if (each.sequence == 0 || each.sequence >= fates_.of.size()) {
                whole.problems.push_back(name + ": number " + std::to_string(each.sequence) + " was never given out");
            } else if (fates_.of[each.sequence] == seen) {
                ++counts_.doubles;
            } else {
                fates_.of[each.sequence] = seen;
                ++counts_.seen;
            }
        }
    }

    // A record that is named as refused or dropped and yet stored makes the ledger a liar. But what a connection that
    // broke had taken without a word, and was then given up before it could go again, may have arrived.
    void check_certain(verdict &whole, const std::string &name) const {
        std::map<std::string, sequences> wrong;
        for (const ledger *each : {&of_target_, &of_calls_})
            for (const auto &[n, reason] : each->certain())
                if (n < fates_.of.size() && fates_.of[n] == seen && !(each == &of_target_ && sends_again_))
                    wrong[reason].push_back(n);
        for (const auto &[reason, stored] : wrong)
            whole.problems.push_back(name + ": stored, and named " + reason + ": " + ranges_of(stored));
    }

    void mark_gap(const gap &of) {
        number first = 0, last = first_called_after(of.until);
        for (const sighting &one : sightings_) {
            if (one.position < of.from) first = one.sequence;
            if (one.position < of.to) continue;
            last = std::min(last, one.sequence);
            break;
        }
        for (number n = first + 1; n < last && n < fates_.own_loss.size(); ++n)
            if (fates_.own_loss[n].empty()) fates_.own_loss[n] = of.why;
    }

    // As far as journald tells, which was told of most.
    number first_called_after(std::uint64_t time) const {
        number first = static_cast<number>(fates_.of.size());
        for (const sighting &each : journal_)
            if (each.called > time) first = std::min(first, each.sequence);
        return first;
    }

    const stored_side &at_;
    const bool sends_again_;
    const ledger of_target_, of_calls_;
    const std::vector<sighting> &sightings_, &journal_;
    fates fates_;
    instance_verdict counts_;
};

std::uint64_t refused(const stats &of) {
    return of.refused_queue_full + of.refused_too_large + of.refused_invalid + of.refused_closed;
}

std::uint64_t dropped(const target_stats &of) {
    return of.dropped_backlog_full + of.dropped_too_large + of.dropped_deadline + of.dropped_shutdown;
}

void check_equations(const account &of, verdict &whole) {
    const auto expect = [&](std::uint64_t one, std::uint64_t other, const std::string &what) {
        if (one != other)
            whole.problems.push_back(of.instance + ": " + what + ": " + std::to_string(one) + " is not " +
                                     std::to_string(other));
    };
    expect(of.counted.calls, of.counted.accepted + refused(of.counted), "calls = accepted + refused");
    expect(of.counted.queued, 0, "nothing is queued after close");
    for (const target_stats &target : of.counted.targets)
        expect(target.accepted, target.sent + dropped(target) + target.queued,
               target.uri + ": accepted = sent + dropped + queued");
}

// journald is told of each loss once, and of all where it lived;.
void check_ledger(const account &of, const evidence &all, verdict &whole) {
    const bool lived = all.sides[static_cast<std::size_t>(side::journald)].gaps.empty();
    const auto expect = [&](const ledger &of_it, const std::string &about, const char *reason, std::uint64_t counted) {
        const std::uint64_t told = of_it.told(side::journald, reason);
        if (told > counted || (told < counted && lived))
            whole.problems.push_back(of.instance + ": " + about + ": " + reason + ": " + std::to_string(counted) +
                                     " counted, " + std::to_string(told) + " told to journald");
    };
    const ledger of_calls(all, of.instance, "");
    expect(of_calls, "the call", "queue_full", of.counted.refused_queue_full);
    expect(of_calls, "the call", "too_large", of.counted.refused_too_large);
    for (const target_stats &target : of.counted.targets) {
        const ledger of_target(all, of.instance, target.uri);
        expect(of_target, target.uri, "backlog_full", target.dropped_backlog_full);
        expect(of_target, target.uri, "too_large", target.dropped_too_large);
        expect(of_target, target.uri, "deadline", target.dropped_deadline);
        expect(of_target, target.uri, "uncertain", target.uncertain);
    }
}

// A record is the same one everywhere.
void check_identities(const evidence &all, verdict &whole) {
    std::set<std::string> known;
    for (const account &each : all.accounts) known.insert(each.instance);
    std::map<std::string, std::map<number, std::string>> identities;
    for (const stored_side &at : all.sides)
        for (const auto &[instance, sightings] : at.of_instance) {
            if (!known.contains(instance)) whole.problems.push_back("nobody accounts for the instance " + instance);
            std::map<number, std::string> &seen = identities[instance];
            for (const sighting &each : sightings) {
                const std::string &first = seen.try_emplace(seen.end(), each.sequence, each.identity)->second;
                if (first != each.identity)
                    whole.problems.push_back(instance + ": number " + std::to_string(each.sequence) + " is both " +
                                             first + " and " + each.identity);
            }
        }
}

} // namespace

side side_of(const std::string &uri) {
    if (leads_to(uri, rsyslog_addresses)) return side::rsyslog;
    return leads_to(uri, syslog_ng_addresses) ? side::syslog_ng : side::journald;
}

const char *name_of(side which) {
    constexpr const char *names[] = {"journald", "rsyslog", "syslog-ng"};
    return names[static_cast<int>(which)];
}

std::uint64_t side_verdict::unexplained() const {
    const auto found = missing.find(unexplained_class);
    return found == missing.end() ? 0 : found->second;
}

std::string ranges_of(const sequences &ascending) {
    std::string text;
    for (std::size_t i = 0; i < ascending.size();) {
        std::size_t end = i;
        while (end + 1 < ascending.size() && ascending[end + 1] == ascending[end] + 1) ++end;
        text += (text.empty() ? "" : ",") + std::to_string(ascending[i]);
        if (end > i) text += "-" + std::to_string(ascending[end]);
        i = end + 1;
    }
    return text;
}

verdict judge(const evidence &all) {
    verdict whole;
    for (const account &each : all.accounts) {
        whole.records += each.counted.calls;
        whole.refused += refused(each.counted);
        check_equations(each, whole);
        check_ledger(each, all, whole);
        for (const target_stats &target : each.counted.targets) {
            whole.dropped += dropped(target);
            whole.uncertain += target.uncertain;
            const side at = side_of(target.uri);
            whole.instances[{each.instance, at}] = numbers(each, at, target, all)
                                                       .judge_into(whole.sides[static_cast<std::size_t>(at)], whole,
                                                                   std::string(name_of(at)) + " " + each.instance);
        }
    }
    check_identities(all, whole);
    return whole;
}

} // namespace nixie::tests
