#include "transport/record_format.hpp"

#include "encode/json.hpp"
#include "record/packed_record.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t longest_framing = 11; // "1073741824 "

} // namespace

record_format::record_format(const format_settings &settings)
    : settings_(settings), journal_(settings.journal), rfc5424_(settings.rfc5424) {}

encoding record_format::make_message(const field_set &record) {
    message_.clear();
    switch (settings_.form) {
    case record_form::journal:
        journal_.append(message_, record);
        break;
    case record_form::json: {
        std::string line; // for people and scripts, who are slower than this
        append_json(line, record, json_fields::all);
        message_.append(line);
        break;
    }
    case record_form::rfc5424:
        return rfc5424_.encode(record, message_);
    case record_form::packed:
        break; // it is made in one piece
    }
    return encoding::whole;
}

// What is written grows its memory ahead, and a backlog counts bytes: so it is copied when its size is known.
encoding record_format::encode(const field_set &record, std::string &out) {
    out.clear();
    if (settings_.form == record_form::packed) return out = pack(record), encoding::whole;
    const encoding result = make_message(record);
    if (result == encoding::too_large) return result;
    out.reserve(message_.size() + longest_framing);
    if (settings_.framing)
        append_frame(out, message_.view(), *settings_.framing);
    else
        out += message_.view();
    if (settings_.lines) out += '\n';
    return result;
}

} // namespace nixie::impl
