#include "tool/probe_report.hpp"

#include <algorithm>

#include "tool/safe_text.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t column = 12; // wider than the longest name

std::string padded(std::string_view text, std::size_t width) {
    std::string result(text);
    result.resize(std::max(width, result.size() + 1), ' ');
    return result;
}

bool is_sized(const probe_message &message) {
    return message.of.size > 0;
}

std::string fate_text(const canary_finding &finding) {
    if (finding.fate == canary_fate::missing) return "missing";
    return finding.note.empty() ? "changed" : finding.note;
}

std::string names_as_sent(const probe_series &series) {
    std::string names;
    for (std::size_t i = 0; i < series.messages.size(); ++i)
        if (series.findings[i].fate == canary_fate::as_sent) (names += ' ') += series.messages[i].of.name;
    return names;
}

// What to see between start- and -stop, and what it means when something else stands there.
std::string meaning_of(const probe_message &message) {
    if (is_sized(message)) return "one piece up to -stop; else the collector cuts: max_size=SIZE";
    if (message.of.bom != bom::none)
        return "nothing before \"permanent failure\"; else the BOM stays in the text: bom=none";
    if (message.in_msg.find('#') != std::string::npos) return "#ooo as it is; else the collector undoes or changes it";
    if (message.in_param != message.in_msg) return "no backslash before it; else the escapes of RFC 5424 are kept";
    return "the character; else the collector takes the text for another character set: try bom=auto";
}

} // namespace

std::string probe_series::name() const {
    if (!framing) return "datagrams";
    return *framing == framing::octet_counting ? "octet counting" : "line feed";
}

std::size_t probe_series::count_as_sent() const {
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [](const canary_finding &finding) {
        return finding.fate == canary_fate::as_sent;
    }));
}

bool probe_series::has_octet_count() const {
    return std::ranges::any_of(findings, [](const canary_finding &finding) { return finding.has_octet_count; });
}

bool probe_series::is_understood() const {
    return count_as_sent() > 0 && !is_glued && !has_octet_count();
}

bool probe_series::is_all_as_sent() const {
    return is_understood() && count_as_sent() == messages.size();
}

std::vector<std::string> report_series(const probe_series &series) {
    std::vector<std::string> lines;
    lines.push_back(series.name() + ": " + std::to_string(series.count_as_sent()) + " of " +
                    std::to_string(series.messages.size()) + " as sent");
    for (const std::string &note : series.notes) lines.push_back("  " + note);
    if (series.has_octet_count()) lines.emplace_back("  not understood: the length of octet counting is in the text");
    if (series.is_glued) lines.emplace_back("  not understood: several messages are in one line");
    if (series.count_as_sent() > 0) lines.push_back("  " + padded("as sent", column) + names_as_sent(series).substr(1));
    const bool has_any = std::ranges::any_of(
        series.findings, [](const canary_finding &finding) { return finding.fate != canary_fate::missing; });
    if (!has_any) lines.emplace_back("  nothing of it arrived");
    for (std::size_t i = 0; i < series.messages.size(); ++i) {
        const canary_finding &finding = series.findings[i];
        if (has_any && finding.fate != canary_fate::as_sent)
            lines.push_back("  " + padded(series.messages[i].of.name, column) + fate_text(finding));
    }
    return lines;
}

std::vector<std::string> what_to_look_for(const probe_target &target, const std::vector<probe_series> &all) {
    std::vector<std::string> lines;
    for (const probe_series &series : all) {
        lines.push_back(series.name() + ": " + std::to_string(series.messages.size()) + " test messages sent; grep " +
                        series.run + " finds them at the collector, each once and in a line of its own");
        for (const std::string &note : series.notes) lines.push_back("  " + note);
    }
    if (all.size() > 1)
        lines.emplace_back(
            "A number before <20>1, or several messages in a line: that framing is not understood. Where "
            "it is octet counting: framing=lf");
    lines.push_back(padded("canary", column) + padded("between start- and -stop", 26) + "and otherwise");
    for (const probe_message &message : all.back().messages) { // of the two of tcp it has the long ones too
        const std::string text =
            is_sized(message) ? std::to_string(message.bytes.size()) + " bytes in all" : safe_text(message.in_msg);
        lines.push_back(padded(message.of.name, column) + padded(text, 26) + meaning_of(message));
    }
    lines.push_back("target, where all is as it should be: " + target.uri);
    return lines;
}

} // namespace nixie::impl
