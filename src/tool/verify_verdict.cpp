#include "tool/verify_verdict.hpp"

#include <algorithm>
#include <array>
#include <deque>

#include "tool/sequence_position.hpp"

namespace nixie::impl {
namespace {

std::string_view without_query(std::string_view uri) {
    return uri.substr(0, uri.find('?'));
}

// Whether a target writes to a side, as far as its URI tells.
bool may_be(std::string_view uri, const verify_side &side) {
    if (!side.target.empty()) return uri == side.target || without_query(uri) == without_query(side.target);
    const bool is_journald = uri.starts_with(journald_scheme);
    if (!side.is_journal || !is_journald) return !side.is_journal && !is_journald;
    return !side.name_space || without_query(uri).substr(journald_scheme.size()) == *side.name_space;
}

range_list ranges_of(const number_set &numbers, std::size_t most) {
    range_list ranges(most);
    for (std::uint64_t at = numbers.next_in(0); at != number_set::nothing;) {
        const std::uint64_t end = numbers.next_out(at);
        ranges.add({at, end - 1});
        at = numbers.next_in(end);
    }
    return ranges;
}

// Finds out about one instance at one side.
class side_judge {
public:
    side_judge(const instance_account &account, const verify_side &side, const side_account &here)
        : account_(account), side_(side), here_(here) {
        for (const auto &[uri, losses] : account_.ledger.targets())
            if (may_be(uri, side_)) candidates_.push_back(&uri);
    }

    // `suppressions` of the side: what explains this instance's gaps is taken off.
    side_finding judge(number_range expected, std::vector<suppression> &suppressions, std::size_t most_ranges) {
        side_finding finding{&side_, most_ranges};
        for (const std::string *uri : candidates_) finding.targets.push_back(*uri);
        finding.is_asked = here_.highest != 0 || !account_.ledger.has_stats() || !candidates_.empty();
        finding.seen = here_.seen.size();
        finding.doubles = here_.doubles;
        finding.doubled = ranges_of(here_.doubled, most_ranges);
        finding.late = ranges_of(here_.late, most_ranges);
        if (!finding.is_asked) return finding;
        collect_losses(expected);
        collect_suppressions(suppressions);
        finding.gaps = explain_gaps(here_.seen, expected, known_, totals_, most_ranges);
        const std::vector<number_range> &unexplained = finding.gaps.unexplained.kept();
        finding.lacks_begin = !unexplained.empty() && unexplained.front().first == expected.first;
        return finding;
    }

private:
    void collect_losses(number_range expected) {
        collect(account_.ledger.refused());
        for (const std::string *uri : candidates_) {
            const loss_account &losses = account_.ledger.targets().find(*uri)->second;
            collect(losses);
            if (losses.filtered > 0) totals_.push_back({explanation::filtered, expected, count(losses.filtered)});
        }
    }

    void collect(const loss_account &losses) {
        losses.add_to(known_);
        for (const loss_without_ranges &loss : losses.without_ranges)
            totals_.push_back({loss.why, loss.within, count(loss.lost)});
    }

    // A message that journald suppressed had come before the one that it stored next.
    void collect_suppressions(std::vector<suppression> &suppressions) {
        std::size_t index = 0;
        for (const side_account::suppression_mark &mark : here_.suppressions)
            for (; index < mark.until; ++index) collect(suppressions[index], mark.below);
        for (; index < suppressions.size(); ++index) collect(suppressions[index], number_set::nothing);
    }

    void collect(suppression &what, std::uint64_t below) {
        const bool is_ours = what.unit.empty() || here_.unit.empty() || what.unit == here_.unit;
        if (is_ours && what.count > 0) totals_.push_back({explanation::suppressed, {0, below - 1}, &what.count});
    }

    std::uint64_t *count(std::uint64_t of) { return &counts_.emplace_back(of); }

    const instance_account &account_;
    const verify_side &side_;
    const side_account &here_;
    std::vector<const std::string *> candidates_; // URIs
    std::vector<known_loss> known_;
    std::vector<loss_total> totals_;
    std::deque<std::uint64_t> counts_; // of the totals, which stay where they are
};

// nullopt: no number of it is known, or none in the time that was asked for.
std::optional<number_range> expected_of(const instance_account &account, bool has_since) {
    const std::uint64_t last = std::max(account.highest, account.ledger.last().value_or(0));
    if (last == 0 || (has_since && account.lowest == 0)) return std::nullopt;
    if (has_since) return number_range{account.lowest, last};
    return number_range{begin_of_round(account.lowest != 0 ? account.lowest : last), last};
}

verify_verdict verdict_of(const gap_account &gaps) {
    if (gaps.missing == 0) return verify_verdict::complete;
    return gaps.unexplained.numbers() == 0 ? verify_verdict::explained : verify_verdict::unexplained;
}

void note_times(const side_account &side, instance_finding &finding) {
    if (!side.first_time) return;
    finding.first_time = std::min(finding.first_time.value_or(*side.first_time), *side.first_time);
    finding.last_time = std::max(finding.last_time.value_or(*side.last_time), *side.last_time);
}

} // namespace

std::string_view name_of(verify_verdict verdict) {
    constexpr std::array<std::string_view, 4> names{"complete", "explained", "unexplained", "cannot_tell"};
    return names[static_cast<std::size_t>(verdict)];
}

side_finding::side_finding(const verify_side *of, std::size_t most_ranges)
    : side(of), doubled(most_ranges), late(most_ranges), gaps(most_ranges) {}

verify_findings find_gaps(const verify_account &account, const std::vector<verify_side> &sides,
                          const find_settings &how) {
    verify_findings findings;
    std::vector<std::vector<suppression>> suppressions; // what is left of them
    for (std::size_t i = 0; i < sides.size(); ++i) suppressions.push_back(account.suppressions(i));
    for (const instance_account &instance : account.instances()) {
        const std::optional<number_range> expected = expected_of(instance, how.has_since);
        const bool is_wanted = !how.only_of || instance.sides[*how.only_of].highest != 0;
        if (!expected || !is_wanted) continue;
        instance_finding finding{instance.name, *expected};
        for (std::size_t i = 0; i < sides.size(); ++i) {
            side_judge judge(instance, sides[i], instance.sides[i]);
            finding.sides.push_back(judge.judge(*expected, suppressions[i], how.most_ranges));
            finding.verdict = std::max(finding.verdict, verdict_of(finding.sides.back().gaps));
            note_times(instance.sides[i], finding);
        }
        findings.verdict = std::max(findings.verdict, finding.verdict);
        findings.instances.push_back(std::move(finding));
    }
    if (account.was_short_of_memory()) findings.verdict = verify_verdict::cannot_tell;
    return findings;
}

} // namespace nixie::impl
