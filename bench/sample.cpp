#include "sample.hpp"

#include "encode/journal_entry.hpp"
#include "encode/rfc5424.hpp"
#include "record/derive.hpp"
#include "record/field_set.hpp"

namespace nixie::bench {
namespace {

constexpr std::string_view usual_diagnostic = "550 5.1.1 No 70707070";

std::string diagnostic_of(std::size_t size) {
    std::string text(usual_diagnostic);
    while (text.size() < size) text += " and so on, as some servers say";
    return text;
}

nixie_field text_of(int id, const numbered_text &text) {
    return nixie_text_sized(id, text.text().data(), text.text().size());
}

impl::field_set derived(const sample &from) {
    impl::field_set record;
    for (const nixie_field &field : from.fields()) {
        if (impl::find_field(field.id)->is_text())
            record.set_text(field.id, {field.text, field.text_size});
        else
            record.set_number(field.id, field.number);
    }
    record.set_number(NIXIE_FIELD_TIME, 1763716300000000 + number_mark_value);
    record.set_number(NIXIE_FIELD_SEQUENCE, number_mark_value);
    record.set_text(NIXIE_FIELD_INSTANCE, "653d550c700a1b2c");
    impl::derive(record);
    return record;
}

} // namespace

numbered_text::numbered_text(std::string text) : text_(std::move(text)) {
    for (std::size_t at = text_.find(number_mark); at != std::string::npos; at = text_.find(number_mark, at + 1))
        places_.push_back(at);
}

sample::sample(std::size_t diagnostic_size)
    : recipient_("70707070@b.example"), queue_id_("4T70707070"),
      diagnostic_(diagnostic_of(diagnostic_size)), fields_{nixie_text(NIXIE_FIELD_STATUS, "5.1.1"),
                                                           nixie_number(NIXIE_FIELD_CODE, 550),
                                                           text_of(NIXIE_FIELD_DIAGNOSTIC, diagnostic_),
                                                           nixie_text(NIXIE_FIELD_CONNECTION_ID, "c8"),
                                                           nixie_number(NIXIE_FIELD_STAGE, NIXIE_STAGE_RCPT_TO),
                                                           text_of(NIXIE_FIELD_RECIPIENT, recipient_),
                                                           nixie_number(NIXIE_FIELD_LOCAL_PORT, 25),
                                                           text_of(NIXIE_FIELD_QUEUE_ID, queue_id_),
                                                           nixie_text(NIXIE_FIELD_BATCH_ID, "s7"),
                                                           nixie_number(NIXIE_FIELD_SIZE, 31102),
                                                           nixie_number(NIXIE_FIELD_BYTES_SENT, 0),
                                                           nixie_number(NIXIE_FIELD_RETRIES, 2),
                                                           nixie_number(NIXIE_FIELD_QUEUE_TIME, 8641),
                                                           nixie_text(NIXIE_FIELD_REMOTE_MTA, "mx.b.example"),
                                                           nixie_text(NIXIE_FIELD_REMOTE_IP, "192.0.2.7"),
                                                           nixie_number(NIXIE_FIELD_REMOTE_PORT, 25),
                                                           nixie_text(NIXIE_FIELD_HELO, "o1.example"),
                                                           nixie_text(NIXIE_FIELD_LOCAL_IP, "192.0.2.9"),
                                                           nixie_text(NIXIE_FIELD_BINDING, "b1"),
                                                           nixie_text(NIXIE_FIELD_TLS_VERSION, "1.3")} {}

std::string sample_message(std::size_t diagnostic_size) {
    const sample from(diagnostic_size);
    impl::rfc5424_encoder encoder{{.hostname = "o1", .app_name = "mta", .procid = "4711"}};
    std::string out;
    encoder.encode(derived(from), out);
    return out;
}

std::string sample_journal_entry() {
    const sample from;
    std::string out;
    impl::append_journal_entry(out, derived(from), {.app_name = "mta"});
    return out;
}

} // namespace nixie::bench
