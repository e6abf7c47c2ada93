#include "encode/rfc5424.hpp"

#include <algorithm>
#include <vector>

#include "encode/escape.hpp"
#include "encode/message_text.hpp"
#include "nixie_version.hpp"
#include "record/text_form.hpp"

namespace nixie::impl {
namespace {

// The limits of RFC 5424 section 6.
constexpr std::size_t longest_hostname = 255;
constexpr std::size_t longest_app_name = 48;
constexpr std::size_t longest_procid = 128;

constexpr std::size_t msg_floor = 200; // what a reader of MSG alone keeps as long as the diagnostic can still give
constexpr std::string_view utf8_bom = "\xef\xbb\xbf";
constexpr std::string_view origin = "[origin software=\"nixie\" swVersion=\"" NIXIE_VERSION "\"]";

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

// One PARAM-NAME="PARAM-VALUE" in the making.
struct rfc5424_encoder::param {
    std::string_view name;
    std::string_view text; // as the caller gave it; what shortening starts from
    std::string escaped;
    bool may_shorten;
    bool shortened = false;

    std::size_t size() const { return name.size() + escaped.size() + 4; } // blank, =, two quotes
};

// A message in parts, so that the parts can be shortened before anything is joined.
struct rfc5424_encoder::draft {
    std::string header;
    std::vector<param> params;
    std::string meta;
    std::string msg_text; // not escaped
    std::string msg;
    bool bom = false;

    std::string truncated() const;
    std::size_t size(std::string_view sd_id) const;
};

std::string rfc5424_encoder::draft::truncated() const {
    std::string list;
    for (const param &p : params) {
        if (!p.shortened) continue;
        if (!list.empty()) list += ',';
        ((list += p.name) += ':') += std::to_string(p.text.size());
    }
    return list;
}

std::size_t rfc5424_encoder::draft::size(std::string_view sd_id) const {
    std::size_t total = header.size() + 1 + sd_id.size() + 1 + meta.size() + origin.size();
    for (const param &p : params) total += p.size();
    if (const std::string list = truncated(); !list.empty()) total += sizeof(" truncated=\"\"") - 1 + list.size();
    if (!msg.empty()) total += 1 + msg.size() + (bom ? utf8_bom.size() : 0);
    return total;
}

std::string header_field(std::string_view text, std::size_t most) {
    if (text.empty()) return "-";
    std::string result{text.substr(0, most)};
    std::ranges::replace_if(
        result, [](char c) { return c < 33 || c > 126; }, '?');
    return result;
}

rfc5424_encoder::rfc5424_encoder(const rfc5424_settings &settings)
    : hostname_(header_field(settings.hostname, longest_hostname)),
      app_name_(header_field(settings.app_name, longest_app_name)),
      procid_(header_field(settings.procid, longest_procid)), sd_id_(settings.sd_id), facility_(settings.facility),
      bom_(settings.bom), max_size_(settings.max_size) {}

void rfc5424_encoder::begin(const field_set &record, draft &message) const {
    const event_row *event = find_event(record.event());
    const std::string time =
        record.has(NIXIE_FIELD_TIME) ? rfc3339_text(record.number(NIXIE_FIELD_TIME)) : std::string{};
    message.header = '<' + std::to_string(facility_ * 8 + (event ? event->severity : 6)) + ">1 " +
                     (time.empty() ? "-" : time) + ' ' + hostname_ + ' ' + app_name_ + ' ' + procid_ + ' ' +
                     std::string{event ? event->msgid : "-"} + ' ';
    const auto add = [&message](std::string_view name, std::string_view text, bool may_shorten) {
        param &added = message.params.emplace_back(param{name, text, {}, may_shorten});
        append_escaped(added.escaped, text, escape_for::param);
    };
    for (const field_row &row : field_table) {
        if (row.id == NIXIE_FIELD_TIME || row.id == NIXIE_FIELD_SEQUENCE) continue; // TIMESTAMP and sequenceId
        if (row.id == NIXIE_FIELD_EVENT) {
            if (event) add(row.name, event->name, false);
        } else if (record.has(row.id) && (row.is_text() || row.type == field_type::word)) {
            add(row.name, record.text(row.id), row.is_text()); // a word may have a bracket, too: tcp://[::1]:601
        } else if (record.has(row.id)) {
            message.params.push_back(param{row.name, {}, text_form(record, row), false});
        }
    }
    for (const user_text &field : record.user_fields()) add(field.name, field.text, true);
    if (record.has(NIXIE_FIELD_SEQUENCE))
        message.meta = "[meta sequenceId=\"" + std::to_string(record.number(NIXIE_FIELD_SEQUENCE)) + "\"]";
    message.msg_text = message_text(record);
    append_escaped(message.msg, message.msg_text, escape_for::msg);
    message.bom = bom_ == bom::always || (bom_ == bom::automatic && !is_ascii(message.msg));
}

// Makes room until the message fits. False: everything that may give has given, and it is still too large.
bool rfc5424_encoder::shorten(draft &message) const {
    const auto excess = [&] {
        const std::size_t size = message.size(sd_id_);
        return size > max_size_ ? size - max_size_ : 0;
    };
    const auto cut_msg = [&](std::size_t floor) {
        if (message.msg.size() <= floor) return;
        const std::size_t room = message.msg.size() - std::min(excess(), message.msg.size() - floor);
        message.msg.clear();
        append_escaped(message.msg, message.msg_text, escape_for::msg, room);
    };
    const auto cut_param = [&](param &p) {
        p.shortened = true; // first, so that excess() counts its place in `truncated`
        const std::size_t room = p.escaped.size() - std::min(excess(), p.escaped.size());
        p.escaped.clear();
        append_escaped(p.escaped, p.text, escape_for::param, room);
    };

    cut_msg(msg_floor);
    for (param &p : message.params)
        if (p.name == "diagnostic" && excess() > 0) cut_param(p);
    cut_msg(0);
    while (excess() > 0) {
        const auto longest = std::ranges::max_element(
            message.params, {}, [](const param &p) { return p.may_shorten ? p.escaped.size() : std::size_t{0}; });
        if (longest == message.params.end() || !longest->may_shorten || longest->escaped.empty()) return false;
        cut_param(*longest);
    }
    return true;
}

void rfc5424_encoder::join(const draft &message, std::string &out) const {
    ((out += message.header) += '[') += sd_id_;
    const auto append = [&out](std::string_view name, std::string_view value) {
        ((((out += ' ') += name) += "=\"") += value) += '"';
    };
    for (const param &p : message.params) append(p.name, p.escaped);
    if (const std::string list = message.truncated(); !list.empty()) append("truncated", list);
    ((out += ']') += message.meta) += origin;
    if (message.msg.empty()) return;
    out += ' ';
    if (message.bom) out += utf8_bom;
    out += message.msg;
}

encoding rfc5424_encoder::encode(const field_set &record, std::string &out) {
    out.clear();
    draft message;
    begin(record, message);
    const bool fits = message.size(sd_id_) <= max_size_;
    if (!fits && !shorten(message)) return encoding::too_large;
    // Shortening may have taken the last character that is not ASCII.
    if (bom_ == bom::automatic) message.bom = !is_ascii(message.msg);
    join(message, out);
    return fits || message.truncated().empty() ? encoding::whole : encoding::shortened;
}

} // namespace nixie::impl
