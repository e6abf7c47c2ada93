#include "record/smtp_reply.hpp"
#include "fuzz/fuzz_input.hpp"
#include "record/derive.hpp"

using namespace nixie::impl;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto reply = parse_smtp_reply(text);
    field_set record;
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, text);
    derive(record);
    fuzz::require(record.has(NIXIE_FIELD_CODE) == reply.has_value(), "derive() takes the code where there is a reply");
    fuzz::require(record.text(NIXIE_FIELD_DIAGNOSTIC) == text, "the diagnostic stays byte for byte");
    if (!reply) return 0;
    fuzz::require(reply->code >= 200 && reply->code <= 559, "RFC 5321 has the codes 200 to 559");
    fuzz::require(fuzz::lies_within(reply->status, text), "the status is a piece of the text");
    fuzz::require(reply->status.empty() || (reply->status.size() >= 5 && reply->status.size() <= 9),
                  "5.1.1 to 5.123.123");
    return 0;
}
