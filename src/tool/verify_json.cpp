#include "tool/verify_json.hpp"

#include "encode/json.hpp"
#include "record/text_form.hpp"
#include "tool/sequence_position.hpp"

namespace nixie::impl {
namespace {

void append_number(std::string &out, std::string_view key, std::uint64_t number) {
    append_json_key(out, key);
    out += std::to_string(number);
}

void append_time(std::string &out, std::string_view key, std::optional<std::int64_t> time) {
    append_json_key(out, key);
    time ? append_json_text(out, time_text(*time)) : void(out += "null");
}

// [[5,9],[12,12]]
void append_ranges(std::string &out, std::string_view key, const range_list &ranges) {
    append_json_key(out, key);
    out += '[';
    for (const number_range &range : ranges.kept()) {
        if (out.back() == ']') out += ',';
        out += '[' + std::to_string(number_at(range.first)) + ',' + std::to_string(number_at(range.last)) + ']';
    }
    out += ']';
}

void append_targets(std::string &out, const side_finding &side) {
    append_json_key(out, "target");
    if (side.targets.size() == 1) return append_json_text(out, side.targets.front());
    out += "null";
}

void append_gaps(std::string &out, const gap_account &gaps) {
    append_number(out, "missing", gaps.missing);
    append_json_key(out, "explained");
    out += '{';
    for (std::size_t i = 0; i < explanation_count; ++i)
        append_number(out, name_of(static_cast<explanation>(i)), gaps.explained[i].numbers());
    out += '}';
    append_number(out, "unexplained", gaps.unexplained.numbers());
    // Where only a total tells, those among which they are.
    const bool is_exact = gaps.unexplained_among.numbers() == 0;
    const range_list &ranges = is_exact ? gaps.unexplained : gaps.unexplained_among;
    append_ranges(out, "unexplained_ranges", ranges);
    append_number(out, "unexplained_ranges_left_out", ranges.left_out());
    append_json_key(out, "unexplained_exact");
    out += is_exact ? "true" : "false";
}

void append_side(std::string &out, const instance_finding &instance, const side_finding &side) {
    out += '{';
    append_json_member(out, "instance", instance.name);
    append_json_member(out, "side", side.side->name);
    append_targets(out, side);
    append_number(out, "first", number_at(instance.expected.first));
    append_number(out, "last", number_at(instance.expected.last));
    append_time(out, "first_time", instance.first_time);
    append_time(out, "last_time", instance.last_time);
    append_number(out, "seen", side.seen);
    append_gaps(out, side.gaps);
    append_number(out, "double", side.doubles);
    append_ranges(out, "double_ranges", side.doubled);
    append_number(out, "out_of_order", side.late.numbers());
    append_json_key(out, "expected");
    out += side.is_asked ? "true}" : "false}";
}

} // namespace

std::string verify_json(const instance_finding &finding) {
    std::string out;
    for (const side_finding &side : finding.sides) {
        std::string object; // append_json_key() looks at its last character alone
        append_side(object, finding, side);
        (out += object) += '\n';
    }
    return out;
}

std::string verify_json_summary(const verify_findings &findings, const verify_summary &summary) {
    std::string out = "{";
    append_json_member(out, "verdict", name_of(findings.verdict));
    append_number(out, "instances", findings.instances.size());
    append_number(out, "sides", summary.sides.size());
    lines_read all;
    for (const lines_read &side : summary.sides) {
        all.lines += side.lines;
        all.foreign += side.foreign;
        all.broken += side.broken;
        all.is_whole = all.is_whole && side.is_whole;
    }
    append_number(out, "lines", all.lines);
    append_number(out, "foreign_lines", all.foreign);
    append_number(out, "broken_lines", all.broken);
    append_json_key(out, "read_whole");
    out += all.is_whole ? "true" : "false";
    append_json_key(out, "memory_short");
    return out += summary.was_short_of_memory ? "true}\n" : "false}\n";
}

} // namespace nixie::impl
