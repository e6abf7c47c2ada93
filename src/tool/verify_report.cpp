#include "tool/verify_report.hpp"

#include "record/text_form.hpp"
#include "tool/safe_text.hpp"
#include "tool/sequence_position.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t most_complete = 16; // instances that are named although nothing is to be said of them

std::string count_of(std::uint64_t count, const char *one, const char *many) {
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string range_text(const number_range &range) {
    std::string text = std::to_string(number_at(range.first));
    if (range.last > range.first) text += '-' + std::to_string(number_at(range.last));
    return text;
}

// 5-9,12 and 3 more ranges
std::string ranges_text(const range_list &ranges) {
    std::string text;
    for (const number_range &range : ranges.kept()) (text += text.empty() ? "" : ",") += range_text(range);
    if (ranges.left_out() > 0) text += " and " + count_of(ranges.left_out(), "more range", "more ranges");
    return text;
}

std::string moment_text(std::optional<std::int64_t> time) {
    return time ? time_text(*time) : "an unknown time";
}

std::string words_of(explanation why) {
    switch (why) {
    case explanation::refused:
        return "refused at the call";
    case explanation::dropped:
        return "dropped by the target";
    case explanation::uncertain:
        return "uncertain, their connection broke";
    case explanation::reported_lost:
        return "lost, as ICMP reported";
    case explanation::suppressed:
        return "suppressed by journald's rate limit";
    case explanation::filtered:
        return "not among the target's events";
    }
    return {};
}

// "journald: " and "/var/log/nixie.log: "
std::string side_title(const side_finding &side) {
    const std::string &name = side.side->name;
    return safe_text(name) + (name.ends_with(':') ? " " : ": ");
}

void append_detail(std::string &out, const std::string &what, const range_list &ranges) {
    if (ranges.numbers() > 0)
        out += "    " + std::to_string(ranges.numbers()) + ' ' + what + ": " + ranges_text(ranges) + '\n';
}

void append_unexplained(std::string &out, const gap_account &gaps) {
    if (gaps.unexplained_among.numbers() == 0) return append_detail(out, "UNEXPLAINED", gaps.unexplained);
    out += "    " + std::to_string(gaps.unexplained.numbers()) + " UNEXPLAINED, somewhere among " +
           ranges_text(gaps.unexplained_among) + '\n';
}

void append_notes(std::string &out, const side_finding &side) {
    if (side.lacks_begin)
        out += "    its first numbers are missing: were they rotated away? --since leaves out what is older\n";
    if (side.gaps.missing > 0 && side.targets.empty() && !side.side->target.empty())
        out += "    no entry of the instance names the target " + safe_text(side.side->target) + '\n';
    if (side.targets.size() < 2 || side.gaps.missing == 0) return;
    out += "    which target it belongs to is not clear, so the explanations of all these count:";
    for (const std::string &target : side.targets) out += ' ' + safe_text(target);
    out += "\n    --target " + safe_text(side.side->name) + "=URI says which\n";
}

void append_side(std::string &out, const side_finding &side) {
    out += "  " + side_title(side);
    if (!side.is_asked) {
        out += "no target of this instance\n";
        return;
    }
    out += "seen " + std::to_string(side.seen) + ", missing " + std::to_string(side.gaps.missing) + ", double " +
           std::to_string(side.doubles) + ", out of order " + std::to_string(side.late.numbers());
    if (side.targets.size() == 1) out += ", target " + safe_text(side.targets.front());
    out += '\n';
    for (std::size_t i = 0; i < explanation_count; ++i)
        append_detail(out, words_of(static_cast<explanation>(i)), side.gaps.explained[i]);
    append_unexplained(out, side.gaps);
    append_detail(out, "double", side.doubled);
    append_detail(out, "out of order", side.late);
    append_notes(out, side);
}

bool has_nothing_to_say(const instance_finding &finding) {
    for (const side_finding &side : finding.sides)
        if (side.gaps.missing > 0 || side.doubles > 0 || side.late.numbers() > 0 || !side.is_asked) return false;
    return true;
}

std::string instance_title(const instance_finding &finding) {
    return "instance " + finding.name + ": numbers " + range_text(finding.expected) + ", " +
           moment_text(finding.first_time) + " to " + moment_text(finding.last_time);
}

void append_reading(std::string &out, const verify_findings &findings, const verify_summary &summary) {
    const std::vector<side_finding> &sides = findings.instances.front().sides; // the same for each instance
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const lines_read &read = summary.sides[i];
        out += "side " + side_title(sides[i]) +
               (sides[i].side->is_journal ? count_of(read.lines, "entry", "entries")
                                          : count_of(read.lines, "line", "lines"));
        if (read.foreign > 0) out += ", " + std::to_string(read.foreign) + " by other programs";
        if (read.broken > 0) out += ", " + std::to_string(read.broken) + " broken";
        if (read.files.size() > 1) {
            out += ", of";
            for (const std::string &file : read.files) out += ' ' + safe_text(file);
        }
        out += read.is_whole ? "\n" : ", not read to the end\n";
    }
}

std::string verdict_line(const verify_findings &findings, const verify_summary &summary) {
    std::uint64_t missing = 0, unexplained = 0;
    for (const instance_finding &instance : findings.instances)
        for (const side_finding &side : instance.sides) {
            missing += side.gaps.missing;
            unexplained += side.gaps.unexplained.numbers();
        }
    const std::string counted = std::to_string(missing) + " missing, " + std::to_string(unexplained) + " unexplained";
    switch (findings.verdict) {
    case verify_verdict::complete:
        return "complete: no number is missing\n";
    case verify_verdict::explained:
        return "gaps, all explained: " + counted + '\n';
    case verify_verdict::unexplained:
        return "gaps, not all explained: " + counted + '\n';
    case verify_verdict::cannot_tell:
        return "cannot tell: " +
               std::string(summary.was_short_of_memory ? "the numbers are too scattered for 256 MiB; "
                                                       : "not everything could be read; ") +
               counted + '\n';
    }
    return {};
}

} // namespace

std::string verify_text(const verify_findings &findings, const verify_summary &summary, bool shows_all) {
    std::string out;
    append_reading(out, findings, summary);
    std::size_t complete = 0;
    for (const instance_finding &instance : findings.instances) {
        const bool is_complete = has_nothing_to_say(instance);
        if (is_complete && ++complete > most_complete && !shows_all) continue;
        out += instance_title(instance) + (is_complete ? ": complete\n" : "\n");
        if (is_complete) continue;
        for (const side_finding &side : instance.sides) append_side(out, side);
    }
    if (complete > most_complete && !shows_all)
        out += "and " + std::to_string(complete - most_complete) + " more instances, complete; --all names them\n";
    return out + verdict_line(findings, summary);
}

} // namespace nixie::impl
