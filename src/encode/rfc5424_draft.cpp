#include "encode/rfc5424_draft.hpp"

#include <algorithm>

#include "encode/escape.hpp"
#include "encode/field_walk.hpp"
#include "encode/message_text.hpp"
#include "encode/rfc5424_params.hpp"
#include "record/number_form.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t msg_floor = 200; // what a reader of MSG alone keeps as long as the diagnostic can still give

} // namespace

struct rfc5424_draft::collector {
    std::vector<param> &params;

    void add(std::string_view name, std::string_view text, bool may_shorten) {
        param &added = params.emplace_back(param{name, text, {}, may_shorten});
        append_escaped(added.escaped, text, escape_for::param);
    }
    void text(int id, std::string_view value) {
        if (!value.empty()) add(row_of(id).name, value, row_of(id).is_text()); // empty: a number that is no event
    }
    void number(int id, std::int64_t value) {
        char form[longest_number_form];
        params.push_back(param{row_of(id).name, {}, {form, put_number_form(form, row_of(id), value)}, false});
    }
    void user_field(const user_text &field) { add(field.name, field.text, true); }
};

rfc5424_draft::rfc5424_draft(const field_set &record, const rfc5424_frame &frame)
    : frame_(frame), msg_text_(message_text(record)) {
    collector into{params_};
    walk_params(record, into);
    append_escaped(msg_, msg_text_, escape_for::msg);
    bom_ = has_bom(frame.bom, msg_);
}

std::string rfc5424_draft::truncated() const {
    std::string list;
    for (const param &p : params_) {
        if (!p.shortened) continue;
        if (!list.empty()) list += ',';
        ((list += p.name) += ':') += std::to_string(p.text.size());
    }
    return list;
}

std::size_t rfc5424_draft::size() const {
    std::size_t total = frame_.head.size() + frame_.tail.size();
    for (const param &p : params_) total += p.size();
    if (const std::string list = truncated(); !list.empty()) total += sizeof(" truncated=\"\"") - 1 + list.size();
    if (!msg_.empty()) total += 1 + msg_.size() + (bom_ ? utf8_bom.size() : 0);
    return total;
}

std::size_t rfc5424_draft::excess() const {
    const std::size_t now = size();
    return now > most_ ? now - most_ : 0;
}

void rfc5424_draft::cut_msg(std::size_t floor) {
    if (msg_.size() <= floor) return;
    const std::size_t room = msg_.size() - std::min(excess(), msg_.size() - floor);
    msg_.clear();
    append_escaped(msg_, msg_text_, escape_for::msg, room);
}

void rfc5424_draft::cut(param &which) {
    which.shortened = true; // first, so that excess() counts its place in `truncated`
    const std::size_t room = which.escaped.size() - std::min(excess(), which.escaped.size());
    which.escaped.clear();
    append_escaped(which.escaped, which.text, escape_for::param, room);
}

bool rfc5424_draft::shorten_to(std::size_t most) {
    most_ = most;
    if (excess() == 0) return true;
    cut_msg(msg_floor);
    for (param &p : params_)
        if (p.name == "diagnostic" && excess() > 0) cut(p);
    cut_msg(0);
    while (excess() > 0) {
        const auto longest = std::ranges::max_element(
            params_, {}, [](const param &p) { return p.may_shorten ? p.escaped.size() : std::size_t{0}; });
        if (longest == params_.end() || !longest->may_shorten || longest->escaped.empty()) return false;
        cut(*longest);
    }
    // Shortening may have taken the last character that is not ASCII.
    bom_ = has_bom(frame_.bom, msg_);
    return true;
}

void rfc5424_draft::join(byte_buffer &out) const {
    out.append(frame_.head);
    const auto append = [&out](std::string_view name, std::string_view value) {
        out.append(" ");
        out.append(name);
        out.append("=\"");
        out.append(value);
        out.append("\"");
    };
    for (const param &p : params_) append(p.name, p.escaped);
    if (const std::string list = truncated(); !list.empty()) append("truncated", list);
    out.append(frame_.tail);
    if (msg_.empty()) return;
    out.append(" ");
    if (bom_) out.append(utf8_bom);
    out.append(msg_);
}

} // namespace nixie::impl
