#include "encode/message_text.hpp"

namespace nixie::impl {
namespace {

void append_path(std::string &out, std::string_view address) {
    if (address == "<>")
        out += address;
    else
        ((out += '<') += address) += '>';
}

void append_remote(std::string &out, const field_set &record) {
    const std::string_view mta = record.text(NIXIE_FIELD_REMOTE_MTA);
    const std::string_view ip = record.text(NIXIE_FIELD_REMOTE_IP);
    if (mta.empty() && ip.empty()) return;
    (out += " via ") += mta;
    if (!ip.empty()) ((out += '[') += ip) += ']';
}

void append_reason(std::string &out, const field_set &record) {
    // A reply as it came off the wire ends in CR LF, which nobody wants to read.
    const std::string_view given = record.text(NIXIE_FIELD_DIAGNOSTIC);
    const std::string_view diagnostic = given.substr(0, given.find_last_not_of(" \t\r\n") + 1);
    const std::string_view status = record.text(NIXIE_FIELD_STATUS);
    if (!diagnostic.empty()) {
        (out += ": ") += diagnostic;
        return;
    }
    if (record.has(NIXIE_FIELD_CODE)) (out += ": ") += std::to_string(record.number(NIXIE_FIELD_CODE));
    if (!status.empty()) (out += record.has(NIXIE_FIELD_CODE) ? " " : ": ") += status;
}

} // namespace

std::string message_text(const field_set &record) {
    const event_row *event = find_event(record.event());
    std::string out{event ? event->words : "record"};
    const std::string_view recipient = record.text(NIXIE_FIELD_RECIPIENT);
    const std::string_view sender = record.text(NIXIE_FIELD_SENDER);
    if (!recipient.empty()) {
        append_path(out += ": ", recipient);
    } else if (!sender.empty()) {
        append_path(out += ": from ", sender);
    }
    append_remote(out, record);
    append_reason(out, record);
    return out;
}

} // namespace nixie::impl
