#include "transport/record_format.hpp"

#include "encode/json.hpp"
#include "record/packed_record.hpp"

namespace nixie::impl {

record_format::record_format(const format_settings &settings) : settings_(settings), rfc5424_(settings.rfc5424) {}

encoding record_format::encode(const field_set &record, std::string &out) {
    out.clear();
    encoding result = encoding::whole;
    switch (settings_.form) {
    case record_form::journal:
        append_journal_entry(out, record, settings_.journal);
        break;
    case record_form::json:
        append_json(out, record, json_fields::all);
        break;
    case record_form::rfc5424:
        result = rfc5424_.encode(record, settings_.framing ? message_ : out);
        if (settings_.framing && result != encoding::too_large) append_frame(out, message_, *settings_.framing);
        break;
    case record_form::packed:
        out = pack(record);
        break;
    }
    if (settings_.lines && result != encoding::too_large) out += '\n';
    return result;
}

} // namespace nixie::impl
