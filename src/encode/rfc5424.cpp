#include "encode/rfc5424.hpp"

#include <algorithm>
#include <cstring>

#include "encode/escape.hpp"
#include "encode/message_text.hpp"
#include "encode/rfc5424_draft.hpp"
#include "encode/rfc5424_params.hpp"
#include "nixie_version.hpp"

namespace nixie::impl {
namespace {

// The limits of RFC 5424 section 6.
constexpr std::size_t longest_hostname = 255;
constexpr std::size_t longest_app_name = 48;
constexpr std::size_t longest_procid = 128;

constexpr std::string_view origin = "[origin software=\"nixie\" swVersion=\"" NIXIE_VERSION "\"]";
constexpr std::size_t tail_room = 64 + longest_number_form + origin.size();

// ` name="` of each field of the table, in a block of one size, so that it is copied without a look at its length.
struct alignas(32) param_label {
    char text[31];
    unsigned char size;
};
constexpr std::array<param_label, field_count> labels{{
#define NIXIE_ROW(id, name, NAME, type, set_by, personal, source, help) {" " #name "=\"", sizeof(" " #name "=\"") - 1},
    NIXIE_FIELD_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
}};

// Room for all that stands around a value, and for a value that is a number.
constexpr std::size_t param_room = sizeof(param_label) + longest_number_form + block_size;

struct param_writer {
    char *to;

    void label(int id) {
        const param_label &label = labels[static_cast<std::size_t>(id - 1)];
        std::memcpy(to, &label, sizeof label);
        to += label.size;
    }
    void text(int id, std::string_view value) {
        if (value.empty()) return; // a number that is no event
        label(id);
        to = put(put_escaped<escape_for::param>(to, value), "\"");
    }
    void number(int id, std::int64_t value) {
        label(id);
        to = put(put_number_form(to, row_of(id), value), "\"");
    }
    void user_field(const user_text &field) {
        to = put(put_text(put(to, " "), field.name), "=\"");
        to = put(put_escaped<escape_for::param>(to, field.text), "\"");
    }
};

// What stands between the last parameter and MSG.
char *put_tail(char *to, const field_set &record) {
    to = put(to, "]");
    if (record.has(NIXIE_FIELD_SEQUENCE)) {
        to = put_number(put(to, "[meta sequenceId=\""), record.number(NIXIE_FIELD_SEQUENCE));
        to = put(to, "\"]");
    }
    return put_text(to, origin);
}

std::size_t room_for_params(const field_set &record) {
    return (field_count + record.user_fields().size()) * param_room + escaped_room(record.text_bytes());
}

std::size_t room_for_msg(const field_set &record) {
    return 1 + utf8_bom.size() + escaped_message_room(record);
}

} // namespace

std::string header_field(std::string_view text, std::size_t most) {
    if (text.empty()) return "-";
    std::string result{text.substr(0, most)};
    std::ranges::replace_if(
        result, [](char c) { return c < 33 || c > 126; }, '?');
    return result;
}

rfc5424_encoder::rfc5424_encoder(const rfc5424_settings &settings) : bom_(settings.bom), max_size_(settings.max_size) {
    const std::string sender = ' ' + header_field(settings.hostname, longest_hostname) + ' ' +
                               header_field(settings.app_name, longest_app_name) + ' ' +
                               header_field(settings.procid, longest_procid) + ' ';
    for (std::size_t number = 0; number < heads_.size(); ++number) {
        const event_row *event = find_event(static_cast<int>(number));
        heads_[number].before_time =
            '<' + std::to_string(settings.facility * 8 + (event ? event->severity : 6)) + ">1 ";
        heads_[number].after_time = sender + std::string{event ? event->msgid : "-"} + " [" + settings.sd_id;
        head_room_ = std::max(head_room_, heads_[number].before_time.size() + longest_number_form +
                                              heads_[number].after_time.size() + block_size);
    }
}

// Up to the name of nixie's element, which is included.
char *rfc5424_encoder::put_head(char *to, const field_set &record) {
    const event_row *event = find_event(record.event());
    const event_head &head = heads_[event ? static_cast<std::size_t>(event->number) : 0];
    to = put_text(to, head.before_time);
    char *const time = to;
    if (record.has(NIXIE_FIELD_TIME)) to = time_.put_rfc3339(to, record.number(NIXIE_FIELD_TIME));
    if (to == time) to = put(to, "-");
    return put_text(to, head.after_time);
}

char *rfc5424_encoder::put_msg(char *to, const field_set &record) const {
    to = put(to, " ");
    if (bom_ == bom::none) return put_escaped_message(to, record, escape_for::msg);
    // Whether it needs one is known when it is there; then it moves up.
    char *const end = put_escaped_message(to, record, escape_for::msg);
    const std::string_view msg{to, static_cast<std::size_t>(end - to)};
    if (!has_bom(bom_, msg)) return end;
    std::memmove(to + utf8_bom.size(), msg.data(), msg.size());
    std::memcpy(to, utf8_bom.data(), utf8_bom.size());
    return end + utf8_bom.size();
}

encoding rfc5424_encoder::encode_in_parts(const field_set &record, byte_buffer &out) {
    std::string head(head_room_, '\0'), tail(tail_room, '\0');
    head.resize(static_cast<std::size_t>(put_head(head.data(), record) - head.data()));
    tail.resize(static_cast<std::size_t>(put_tail(tail.data(), record) - tail.data()));
    rfc5424_draft draft{record, {head, tail, bom_}};
    if (!draft.shorten_to(max_size_)) return encoding::too_large;
    draft.join(out);
    return draft.is_shortened() ? encoding::shortened : encoding::whole;
}

encoding rfc5424_encoder::encode(const field_set &record, byte_buffer &out) {
    out.clear();
    // Escaping makes no text shorter, so what is too large already needs no room for the worst that escaping can do.
    if (record.text_bytes() > max_size_) return encode_in_parts(record, out);
    const std::size_t room = head_room_ + room_for_params(record) + tail_room + room_for_msg(record);
    param_writer params{put_head(out.make_room(room), record)};
    walk_params(record, params);
    out.end_at(put_msg(put_tail(params.to, record), record));
    if (out.size() <= max_size_) return encoding::whole;
    out.clear();
    return encode_in_parts(record, out);
}

encoding rfc5424_encoder::encode(const field_set &record, std::string &out) {
    const encoding result = encode(record, message_);
    out = message_.view();
    return result;
}

} // namespace nixie::impl
