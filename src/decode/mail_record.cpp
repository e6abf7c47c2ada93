#include "decode/mail_record.hpp"

#include <algorithm>
#include <array>

#include "record/sequence.hpp"
#include "record/text_form.hpp"

namespace nixie::impl {

namespace {

constexpr std::string_view journal_prefix = "MAIL_";

// Sets one field after the other and refuses what stands there twice.
class record_filler {
public:
    explicit record_filler(field_set &record) : record_(record) { record_.clear(); }

    // `written` is the name for the problem, where it differs from the field's own.
    std::optional<mail_problem> set(std::string_view name, std::string_view text, std::string_view written) {
        if (const field_row *row = find_field(name)) {
            bool &is_set = is_set_[static_cast<std::size_t>(row->id - 1)];
            if (is_set) return mail_problem{"stands twice", std::string(written)};
            is_set = true;
            if (set_from_text(record_, *row, text)) return std::nullopt;
            return mail_problem{"no form of " + std::string(type_name(row->type)), std::string(written)};
        }
        if (!is_user_field_name(name)) return mail_problem{"no field", std::string(written)};
        const auto &others = record_.user_fields();
        if (std::any_of(others.begin(), others.end(), [name](const user_text &each) { return each.name == name; }))
            return mail_problem{"stands twice", std::string(written)};
        if (others.size() == most_user_fields) return mail_problem{"more than 32 user fields", std::string(written)};
        record_.add_user_field(name, text);
        return std::nullopt;
    }

    bool has_event() const { return is_set_[NIXIE_FIELD_EVENT - 1]; }

private:
    field_set &record_;
    std::array<bool, field_count> is_set_{};
};

// sequenceId of the element meta, where there is one.
std::optional<mail_problem> set_sequence(const syslog_message &message, field_set &record) {
    const sd_element *meta = message.find_element("meta");
    if (!meta) return std::nullopt;
    for (const sd_param &param : meta->params) {
        if (param.name != "sequenceId") continue;
        if (record.has(NIXIE_FIELD_SEQUENCE)) return mail_problem{"stands twice", "sequenceId"};
        const std::optional<std::int64_t> number = parse_number(param.value);
        if (!number || !is_sequence(*number) || param.value[0] == '0')
            return mail_problem{"no number from 1 to 2147483647", "sequenceId"};
        record.set_number(NIXIE_FIELD_SEQUENCE, *number);
    }
    return std::nullopt;
}

// The element's own parameters. TIMESTAMP and sequenceId have their place elsewhere in the message.
std::optional<mail_problem> set_params(const sd_element &element, record_filler &filler) {
    for (const sd_param &param : element.params) {
        if (param.name == "time" || param.name == "sequence")
            return mail_problem{"has its own place in the message, so is no parameter", std::string(param.name)};
        if (auto problem = filler.set(param.name, param.value, param.name)) return problem;
    }
    return std::nullopt;
}

} // namespace

std::optional<mail_problem> read_mail_record(const syslog_message &message, std::string_view sd_id, field_set &record) {
    record_filler filler(record);
    const sd_element *element = message.find_element(sd_id);
    if (!element) return mail_problem{"no element " + std::string(sd_id), ""};
    if (auto problem = set_params(*element, filler)) return problem;
    if (auto problem = set_sequence(message, record)) return problem;
    if (message.microseconds) record.set_number(NIXIE_FIELD_TIME, *message.microseconds);
    const event_row *event = find_event_of_msgid(message.msgid);
    if (!event) return mail_problem{"no event has this MSGID", "MSGID"};
    if (filler.has_event() && record.event() != event->number) return mail_problem{"not the event of MSGID", "event"};
    record.set_event(event->number);
    return std::nullopt;
}

std::optional<mail_problem> read_mail_record(const journal_entry &entry, field_set &record) {
    record_filler filler(record);
    for (const journal_field &field : entry.fields) {
        if (!field.name.starts_with(journal_prefix)) continue;
        std::string name(field.name.substr(journal_prefix.size()));
        for (char &c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (auto problem = filler.set(record.keep(std::move(name)), field.value, field.name)) return problem;
    }
    if (!filler.has_event()) return mail_problem{"no event", "MAIL_EVENT"};
    return std::nullopt;
}

} // namespace nixie::impl
