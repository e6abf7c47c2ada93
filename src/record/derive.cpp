#include "record/derive.hpp"

#include <string>

#include "record/address.hpp"
#include "record/smtp_reply.hpp"

namespace nixie::impl {

namespace {

void set_text_if_absent(field_set &record, int id, std::string_view text) {
    if (!record.has(id)) record.set_text(id, text);
}

void derive_action(field_set &record) {
    const event_row *event = find_event(record.event());
    if (event) set_text_if_absent(record, NIXIE_FIELD_ACTION, event->action);
}

void derive_reply(field_set &record) {
    if (record.has(NIXIE_FIELD_CODE) && record.has(NIXIE_FIELD_STATUS)) return;
    const std::optional<smtp_reply> reply = parse_smtp_reply(record.text(NIXIE_FIELD_DIAGNOSTIC));
    if (!reply) return;
    if (!record.has(NIXIE_FIELD_CODE)) record.set_number(NIXIE_FIELD_CODE, reply->code);
    set_text_if_absent(record, NIXIE_FIELD_STATUS, reply->status);
}

void derive_bounce_class(field_set &record) {
    if (!record.has(NIXIE_FIELD_BOUNCE_CLASS)) return;
    const bounce_class_row *row = find_bounce_class(record.number(NIXIE_FIELD_BOUNCE_CLASS));
    if (!row) return; // a class of the operator's own
    set_text_if_absent(record, NIXIE_FIELD_BOUNCE_CLASS_NAME, row->name);
    set_text_if_absent(record, NIXIE_FIELD_BOUNCE_CATEGORY, row->category);
}

// Makes the address of a decorated path, and the domain of the address, as it stands there.
mail_path derive_address(field_set &record, int address_id, int domain_id) {
    const std::string_view given = record.text(address_id);
    if (is_bare_address(given)) { // most are: there is nothing to take off, and it is not looked through again
        set_text_if_absent(record, domain_id, domain_of_bare(given));
        return {given, {}, {}};
    }
    const mail_path path = parse_path(given);
    record.set_text(address_id, path.address);
    set_text_if_absent(record, domain_id, domain_in(path.address));
    return path;
}

// ENVID belongs to MAIL FROM and ORCPT to RCPT TO. A server that keeps both behind the recipient is understood too.
void derive_paths(field_set &record) {
    const mail_path sender = derive_address(record, NIXIE_FIELD_SENDER, NIXIE_FIELD_SENDER_DOMAIN);
    const mail_path recipient = derive_address(record, NIXIE_FIELD_RECIPIENT, NIXIE_FIELD_RECIPIENT_DOMAIN);
    const std::string_view envid = sender.envid.empty() ? recipient.envid : sender.envid;
    if (!envid.empty() && !record.has(NIXIE_FIELD_ENVELOPE_ID))
        record.set_text(NIXIE_FIELD_ENVELOPE_ID, record.keep(decode_xtext(envid)));
    if (!recipient.orcpt.empty() && !record.has(NIXIE_FIELD_ORIGINAL_RECIPIENT))
        record.set_text(NIXIE_FIELD_ORIGINAL_RECIPIENT, record.keep(decode_orcpt(recipient.orcpt)));
}

void lower_domains(field_set &record) {
    each_field_of(record.texts() & domain_fields, [&record](int id) {
        if (!has_ascii_capitals(record.text(id))) return;
        std::string &lower = record.keep_new();
        append_ascii_lower(lower, record.text(id));
        record.set_text(id, lower);
    });
}

} // namespace

void derive(field_set &record) {
    derive_action(record);
    derive_reply(record);
    derive_bounce_class(record);
    derive_paths(record);
    lower_domains(record);
}

} // namespace nixie::impl
