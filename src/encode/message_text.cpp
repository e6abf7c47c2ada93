#include "encode/message_text.hpp"

#include "record/byte_block.hpp"
#include "record/number_form.hpp"

namespace nixie::impl {
namespace {

char *put_path(char *to, std::string_view address) {
    if (address == "<>") return put_text(to, address);
    *to++ = '<';
    to = put_text(to, address);
    *to++ = '>';
    return to;
}

char *put_remote(char *to, const field_set &record) {
    const std::string_view mta = record.text(NIXIE_FIELD_REMOTE_MTA);
    const std::string_view ip = record.text(NIXIE_FIELD_REMOTE_IP);
    if (mta.empty() && ip.empty()) return to;
    to = put_text(put(to, " via "), mta);
    if (ip.empty()) return to;
    return put(put_text(put(to, "["), ip), "]");
}

char *put_reason(char *to, const field_set &record) {
    // A reply as it came off the wire ends in CR LF, which nobody wants to read.
    const std::string_view given = record.text(NIXIE_FIELD_DIAGNOSTIC);
    const std::string_view diagnostic = given.substr(0, given.find_last_not_of(" \t\r\n") + 1);
    if (!diagnostic.empty()) return put_text(put(to, ": "), diagnostic);
    const std::string_view status = record.text(NIXIE_FIELD_STATUS);
    const bool has_code = record.has(NIXIE_FIELD_CODE);
    if (has_code) to = put_number(put(to, ": "), record.number(NIXIE_FIELD_CODE));
    if (status.empty()) return to;
    return put_text(has_code ? put(to, " ") : put(to, ": "), status);
}

// stats: tcp://logs.example.net: accepted 120, sent 118, dropped 0, queued 2; refused 0
char *put_stats(char *to, const field_set &report) {
    to = put_text(put(to, "stats: "), report.text(NIXIE_FIELD_TARGET));
    const auto add = [&](std::string_view words, int id) { to = put_number(put_text(to, words), report.number(id)); };
    add(": accepted ", NIXIE_FIELD_STATS_ACCEPTED);
    add(", sent ", NIXIE_FIELD_STATS_SENT);
    if (report.has(NIXIE_FIELD_STATS_ACKNOWLEDGED)) add(", acknowledged ", NIXIE_FIELD_STATS_ACKNOWLEDGED);
    if (report.number(NIXIE_FIELD_STATS_UNCERTAIN) > 0) add(", uncertain ", NIXIE_FIELD_STATS_UNCERTAIN);
    if (report.number(NIXIE_FIELD_STATS_REPORTED_LOST) > 0) add(", reported lost ", NIXIE_FIELD_STATS_REPORTED_LOST);
    add(", dropped ", NIXIE_FIELD_STATS_DROPPED);
    add(", queued ", NIXIE_FIELD_STATS_QUEUED);
    add("; refused ", NIXIE_FIELD_STATS_REFUSED);
    return to;
}

std::string_view fate(const field_set &report) {
    const std::string_view reason = report.text(NIXIE_FIELD_REASON);
    if (!report.has(NIXIE_FIELD_TARGET)) return "refused";
    if (reason == name_of(loss_reason::uncertain)) return "perhaps lost";
    return reason == name_of(loss_reason::reported_lost) ? "lost" : "dropped";
}

// loss: tcp://logs.example.net: 12 records dropped (backlog_full): 5-9,12,20-25
char *put_loss(char *to, const field_set &report) {
    to = put(to, "loss: ");
    if (report.has(NIXIE_FIELD_TARGET)) to = put(put_text(to, report.text(NIXIE_FIELD_TARGET)), ": ");
    const std::int64_t lost = report.number(NIXIE_FIELD_LOST);
    to = put_text(put_number(to, lost), lost == 1 ? " record " : " records ");
    to = put(put_text(to, fate(report)), " (");
    to = put(put_text(to, report.text(NIXIE_FIELD_REASON)), "): ");
    if (report.has(NIXIE_FIELD_LOST_RANGES)) return put_text(to, report.text(NIXIE_FIELD_LOST_RANGES));
    to = put_number(put(to, "from "), report.number(NIXIE_FIELD_LOST_FIRST));
    return put_number(put(to, " to "), report.number(NIXIE_FIELD_LOST_LAST));
}

} // namespace

char *put_message_text(char *to, const field_set &record) {
    if (record.event() == NIXIE_STATS && record.has(NIXIE_FIELD_TARGET)) return put_stats(to, record);
    if (record.event() == NIXIE_LOSS && record.has(NIXIE_FIELD_REASON)) return put_loss(to, record);
    const event_row *event = find_event(record.event());
    to = put_text(to, event ? event->words : std::string_view("record"));
    const std::string_view recipient = record.text(NIXIE_FIELD_RECIPIENT);
    const std::string_view sender = record.text(NIXIE_FIELD_SENDER);
    if (!recipient.empty())
        to = put_path(put(to, ": "), recipient);
    else if (!sender.empty())
        to = put_path(put(to, ": from "), sender);
    return put_reason(put_remote(to, record), record);
}

std::string message_text(const field_set &record) {
    std::string text(message_room(record), '\0');
    text.resize(static_cast<std::size_t>(put_message_text(text.data(), record) - text.data()));
    return text;
}

} // namespace nixie::impl
