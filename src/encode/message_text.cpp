#include "encode/message_text.hpp"

#include "record/ascii.hpp"
#include "record/byte_block.hpp"
#include "record/number_form.hpp"

namespace nixie::impl {
namespace {

// How the texts of a record are written: as they are, or escaped. Each stands between words that are ASCII, so that
// escaping them one by one is escaping the whole.
struct as_it_is {
    char *operator()(char *to, std::string_view text) const { return put_text(to, text); }
};
template <escape_for Where>
struct escaped {
    char *operator()(char *to, std::string_view text) const { return put_escaped<Where>(to, text); }
};

std::string_view fate(const field_set &report) {
    const std::string_view reason = report.text(NIXIE_FIELD_REASON);
    if (!report.has(NIXIE_FIELD_TARGET)) return "refused";
    if (reason == name_of(loss_reason::uncertain)) return "perhaps lost";
    return reason == name_of(loss_reason::reported_lost) ? "lost" : "dropped";
}

// A reply as it came off the wire ends in CR LF, which nobody wants to read.
std::string_view without_blanks_behind(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

template <class PutText>
struct message_writer {
    const field_set &record;
    char *to;

    template <std::size_t Size>
    void words(const char (&literal)[Size]) {
        to = put(to, literal);
    }
    void words(std::string_view ascii) { to = put_text(to, ascii); }
    void text(std::string_view text) { to = PutText()(to, text); }
    void number(int id) { to = put_number(to, record.number(id)); }

    void write() {
        if (record.event() == NIXIE_STATS && record.has(NIXIE_FIELD_TARGET)) return write_stats();
        if (record.event() == NIXIE_LOSS && record.has(NIXIE_FIELD_REASON)) return write_loss();
        const event_row *event = find_event(record.event());
        words(event ? event->words : std::string_view("record"));
        const std::string_view recipient = record.text(NIXIE_FIELD_RECIPIENT);
        const std::string_view sender = record.text(NIXIE_FIELD_SENDER);
        if (!recipient.empty()) {
            words(": ");
            write_path(recipient);
        } else if (!sender.empty()) {
            words(": from ");
            write_path(sender);
        }
        write_remote();
        write_reason();
    }

    void write_path(std::string_view address) {
        if (address == "<>") return words("<>");
        words("<");
        text(address);
        words(">");
    }

    void write_remote() {
        const std::string_view mta = record.text(NIXIE_FIELD_REMOTE_MTA);
        const std::string_view ip = record.text(NIXIE_FIELD_REMOTE_IP);
        if (mta.empty() && ip.empty()) return;
        words(" via ");
        text(mta);
        if (ip.empty()) return;
        words("[");
        text(ip);
        words("]");
    }

    void write_reason() {
        const std::string_view diagnostic = without_blanks_behind(record.text(NIXIE_FIELD_DIAGNOSTIC));
        if (!diagnostic.empty()) {
            words(": ");
            return text(diagnostic);
        }
        const std::string_view status = record.text(NIXIE_FIELD_STATUS);
        const bool has_code = record.has(NIXIE_FIELD_CODE);
        if (has_code) {
            words(": ");
            number(NIXIE_FIELD_CODE);
        }
        if (status.empty()) return;
        words(has_code ? std::string_view(" ") : ": ");
        text(status);
    }

    // stats: tcp://logs.example.net: accepted 120, sent 118, dropped 0, queued 2; refused 0
    void write_stats() {
        words("stats: ");
        text(record.text(NIXIE_FIELD_TARGET));
        const auto add = [this](std::string_view name, int id) {
            words(name);
            number(id);
        };
        add(": accepted ", NIXIE_FIELD_STATS_ACCEPTED);
        add(", sent ", NIXIE_FIELD_STATS_SENT);
        if (record.has(NIXIE_FIELD_STATS_ACKNOWLEDGED)) add(", acknowledged ", NIXIE_FIELD_STATS_ACKNOWLEDGED);
        if (record.number(NIXIE_FIELD_STATS_UNCERTAIN) > 0) add(", uncertain ", NIXIE_FIELD_STATS_UNCERTAIN);
        if (record.number(NIXIE_FIELD_STATS_REPORTED_LOST) > 0)
            add(", reported lost ", NIXIE_FIELD_STATS_REPORTED_LOST);
        add(", dropped ", NIXIE_FIELD_STATS_DROPPED);
        add(", queued ", NIXIE_FIELD_STATS_QUEUED);
        add("; refused ", NIXIE_FIELD_STATS_REFUSED);
    }

    // loss: tcp://logs.example.net: 12 records dropped (backlog_full): 5-9,12,20-25
    void write_loss() {
        words("loss: ");
        if (record.has(NIXIE_FIELD_TARGET)) {
            text(record.text(NIXIE_FIELD_TARGET));
            words(": ");
        }
        number(NIXIE_FIELD_LOST);
        words(record.number(NIXIE_FIELD_LOST) == 1 ? std::string_view(" record ") : " records ");
        words(fate(record));
        words(" (");
        text(record.text(NIXIE_FIELD_REASON));
        words("): ");
        if (record.has(NIXIE_FIELD_LOST_RANGES)) return text(record.text(NIXIE_FIELD_LOST_RANGES));
        words("from ");
        number(NIXIE_FIELD_LOST_FIRST);
        words(" to ");
        number(NIXIE_FIELD_LOST_LAST);
    }
};

template <class PutText>
char *put_message(char *to, const field_set &record) {
    message_writer<PutText> message{record, to};
    message.write();
    return message.to;
}

} // namespace

char *put_escaped_message(char *to, const field_set &record, escape_for where) {
    switch (where) {
    case escape_for::param:
        return put_message<escaped<escape_for::param>>(to, record);
    case escape_for::msg:
        return put_message<escaped<escape_for::msg>>(to, record);
    case escape_for::people:
        return put_message<escaped<escape_for::people>>(to, record);
    }
    return to;
}

std::string message_text(const field_set &record) {
    std::string text(message_room(record), '\0');
    text.resize(static_cast<std::size_t>(put_message<as_it_is>(text.data(), record) - text.data()));
    return text;
}

} // namespace nixie::impl
