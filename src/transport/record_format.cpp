#include "transport/record_format.hpp"

#include <string>

#include "encode/json.hpp"
#include "record/packed_record.hpp"

namespace nixie::impl {

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
    case record_form::packed: {
        const packed_head head = head_for(record);
        char *const to = message_.make_room(head.size);
        pack(reinterpret_cast<std::byte *>(to), head, record);
        message_.end_at(to + head.size);
        break;
    }
    }
    return encoding::whole;
}

encoding record_format::encode(const field_set &record) {
    if (is_made_) return result_;
    result_ = make_message(record);
    is_made_ = true;
    return result_;
}

record_format &record_formats::of(const format_settings &settings) {
    for (const auto &each : formats_)
        if (each->settings() == settings) return *each;
    return *formats_.emplace_back(std::make_unique<record_format>(settings));
}

} // namespace nixie::impl
