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

// stats: tcp://logs.example.net: accepted 120, sent 118, dropped 0, queued 2; refused 0
std::string stats_text(const field_set &report) {
    std::string out = "stats: ";
    out += report.text(NIXIE_FIELD_TARGET);
    const auto add = [&](const char *words, int id) { (out += words) += std::to_string(report.number(id)); };
    add(": accepted ", NIXIE_FIELD_STATS_ACCEPTED);
    add(", sent ", NIXIE_FIELD_STATS_SENT);
    if (report.has(NIXIE_FIELD_STATS_ACKNOWLEDGED)) add(", acknowledged ", NIXIE_FIELD_STATS_ACKNOWLEDGED);
    if (report.number(NIXIE_FIELD_STATS_UNCERTAIN) > 0) add(", uncertain ", NIXIE_FIELD_STATS_UNCERTAIN);
    if (report.number(NIXIE_FIELD_STATS_REPORTED_LOST) > 0) add(", reported lost ", NIXIE_FIELD_STATS_REPORTED_LOST);
    add(", dropped ", NIXIE_FIELD_STATS_DROPPED);
    add(", queued ", NIXIE_FIELD_STATS_QUEUED);
    add("; refused ", NIXIE_FIELD_STATS_REFUSED);
    return out;
}

std::string_view fate(const field_set &report) {
    const std::string_view reason = report.text(NIXIE_FIELD_REASON);
    if (!report.has(NIXIE_FIELD_TARGET)) return "refused";
    if (reason == name_of(loss_reason::uncertain)) return "perhaps lost";
    return reason == name_of(loss_reason::reported_lost) ? "lost" : "dropped";
}

// loss: tcp://logs.example.net: 12 records dropped (backlog_full): 5-9,12,20-25
std::string loss_text(const field_set &report) {
    std::string out = "loss: ";
    if (report.has(NIXIE_FIELD_TARGET)) (out += report.text(NIXIE_FIELD_TARGET)) += ": ";
    const std::int64_t lost = report.number(NIXIE_FIELD_LOST);
    ((out += std::to_string(lost)) += lost == 1 ? " record " : " records ") += fate(report);
    ((out += " (") += report.text(NIXIE_FIELD_REASON)) += "): ";
    if (report.has(NIXIE_FIELD_LOST_RANGES)) return out += report.text(NIXIE_FIELD_LOST_RANGES);
    out += "from " + std::to_string(report.number(NIXIE_FIELD_LOST_FIRST)) + " to ";
    return out += std::to_string(report.number(NIXIE_FIELD_LOST_LAST));
}

} // namespace

std::string message_text(const field_set &record) {
    if (record.event() == NIXIE_STATS && record.has(NIXIE_FIELD_TARGET)) return stats_text(record);
    if (record.event() == NIXIE_LOSS && record.has(NIXIE_FIELD_REASON)) return loss_text(record);
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
