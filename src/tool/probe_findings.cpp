#include "tool/probe_findings.hpp"

#include <algorithm>

#include "tool/json_quoting.hpp"
#include "tool/safe_text.hpp"

namespace nixie::impl {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view header = "<20>1 "; // mail.warning, version 1: how each test message begins

// One place of the text at which a message's mark stands.
struct place {
    std::string_view before; // all of the text before the mark
    std::string_view after;  // all of it behind the mark
};

std::vector<place> places_of(std::string_view mark, std::string_view seen) {
    std::vector<place> places;
    for (std::size_t at = seen.find(mark); at != std::string_view::npos; at = seen.find(mark, at + mark.size()))
        places.push_back({seen.substr(0, at), seen.substr(at + mark.size())});
    return places;
}

std::size_t common_size(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

// Structured data as RFC 5424 writes it, where the escapes belong.
bool is_param(const place &where) {
    return where.before.ends_with(before_mark_in_param);
}

// The same as a string of JSON.
bool is_quoted_param(const place &where) {
    return where.before.ends_with(R"(diagnostic=\")");
}

canary_finding cut_at(const probe_message &message, const place &where) {
    const bool in_element = is_param(where);
    const std::string &sent = in_element ? message.in_param : message.in_msg;
    const std::size_t begin = in_element ? message.bytes.find(message.mark) : message.bytes.rfind(message.mark);
    canary_finding finding;
    finding.fate = canary_fate::cut;
    finding.arrived = begin + message.mark.size() + common_size(sent, where.after);
    finding.note =
        "cut after " + std::to_string(finding.arrived) + " of " + std::to_string(message.bytes.size()) + " bytes";
    return finding;
}

canary_finding changed(std::string note) {
    canary_finding finding;
    finding.fate = canary_fate::changed;
    finding.note = std::move(note);
    return finding;
}

canary_finding split() {
    canary_finding finding;
    finding.fate = canary_fate::cut;
    finding.note = "split: its rest became a message of its own";
    return finding;
}

// The text between start- and -stop at one place.
canary_finding judge_text(const probe_message &message, const place &where, std::string_view got) {
    canary_finding as_sent;
    as_sent.fate = canary_fate::as_sent;
    if (got == message.in_msg) return as_sent;
    const std::string unquoted = without_json_quoting(got);
    if (unquoted == message.in_param && is_quoted_param(where)) return as_sent;
    if (got == message.in_param && is_param(where)) return as_sent;
    if (got != unquoted && (unquoted == message.in_msg || unquoted == message.text)) return as_sent;
    if (got == message.text) return changed("the #ooo is undone: the character itself is in the text");
    if (got == message.in_param || unquoted == message.in_param)
        return changed("the backslash that RFC 5424 escapes it with is still there");
    return changed("became \"" + safe_text(got.substr(0, 60)) + "\"");
}

// What belongs to this place: not the next message, nor the same one told again.
std::string_view reach_of(const probe_message &message, const place &where) {
    // Whatever is made of a character, it is not longer than this.
    const std::size_t window = message.in_param.size() + message.text.size() * 12 + 64;
    std::string_view reach = where.after.substr(0, window);
    reach = reach.substr(0, reach.find(mark_begin));
    return message.text.find('\n') == std::string::npos ? reach.substr(0, reach.find('\n')) : reach;
}

// The line goes back to the middle of the structured data: the collector has made several messages of a long one.
bool is_rest_of_split(const place &where) {
    const std::string_view line = where.before.substr(where.before.find_last_of('\n') + 1);
    return line.find("][origin software=") != std::string_view::npos &&
           line.find("[nixie@32473 ") == std::string_view::npos;
}

canary_finding judge_place(const probe_message &message, const place &where) {
    if (is_rest_of_split(where)) return split();
    const std::string_view reach = reach_of(message, where);
    const std::size_t stop = reach.find(probe_stop);
    return stop == std::string_view::npos ? cut_at(message, where) : judge_text(message, where, reach.substr(0, stop));
}

// A byte order mark before the MSG that this mark stands in.
bool has_bom(const place &where) {
    if (!where.before.ends_with(before_mark_in_msg)) return false;
    const std::string_view head = where.before.substr(0, where.before.size() - before_mark_in_msg.size());
    return head.ends_with(byte_order_mark) || head.ends_with("\\ufeff") || head.ends_with("\\uFEFF");
}

std::size_t lines_among(const std::vector<place> &places) {
    std::size_t lines = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::size_t from = i == 0 ? 0 : places[i - 1].before.size();
        if (i == 0 || places[i].before.substr(from).find('\n') != std::string_view::npos) ++lines;
    }
    return lines;
}

} // namespace

canary_finding find_canary(const probe_message &message, std::string_view seen) {
    const std::vector<place> places = places_of(message.mark, seen);
    canary_finding finding;
    for (const place &where : places) // the first that is not as it was sent, else any
        if (finding.fate == canary_fate::missing || finding.fate == canary_fate::as_sent)
            finding = judge_place(message, where);
    finding.bom_stays = std::any_of(places.begin(), places.end(), has_bom);
    const std::string_view head = std::string_view(message.bytes).substr(0, message.bytes.find(" ["));
    const std::string counted = std::to_string(message.bytes.size()) + " " + std::string(head);
    finding.has_octet_count = seen.find(counted) != std::string_view::npos;
    const std::size_t lines = lines_among(places);
    if (lines > 1 && finding.fate != canary_fate::cut && message.text.find('\n') == std::string::npos) {
        finding.note += (finding.note.empty() ? "" : ", ") + std::string("stands in ") + std::to_string(lines) +
                        " lines: it came as often, or was split";
        if (finding.fate == canary_fate::as_sent) finding.fate = canary_fate::changed;
    }
    return finding;
}

canary_finding find_echo(const probe_message &message, const std::vector<std::string> &echoes) {
    canary_finding finding;
    if (std::find(echoes.begin(), echoes.end(), message.bytes) != echoes.end()) finding.fate = canary_fate::as_sent;
    return finding;
}

bool has_glued_messages(std::string_view seen, std::string_view run) {
    while (!seen.empty()) {
        const std::string_view line = seen.substr(0, seen.find('\n'));
        const bool is_ours = line.find(run) != std::string_view::npos;
        const std::size_t first = is_ours ? line.find(header) : std::string_view::npos;
        if (first != std::string_view::npos && line.find(header, first + header.size()) != std::string_view::npos)
            return true;
        seen.remove_prefix(std::min(line.size() + 1, seen.size()));
    }
    return false;
}

} // namespace nixie::impl
