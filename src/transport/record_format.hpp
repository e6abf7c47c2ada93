// Which bytes a target sends for a record: one of the encoders, with its settings.
#pragma once

#include <optional>
#include <string>

#include "encode/framing.hpp"
#include "encode/journal_entry.hpp"
#include "encode/rfc5424.hpp"

namespace nixie::impl {

enum class record_form {
    journal,
    rfc5424,
    json,
    packed // for a target that encodes when it sends, since only then it knows how much a datagram holds
};

struct format_settings {
    record_form form = record_form::journal;
    bool lines = false; // each record ends with LF, as a stream of lines wants it; a journal entry with an empty line
    std::optional<enum framing> framing{}; // of a stream of RFC 5424 messages
    journal_settings journal;
    rfc5424_settings rfc5424;
};

class record_format {
public:
    explicit record_format(const format_settings &settings);

    // Replaces `out`, which takes no more memory than its bytes need. too_large: `out` is empty.
    encoding encode(const field_set &record, std::string &out);

private:
    encoding make_message(const field_set &record);

    format_settings settings_;
    journal_encoder journal_;
    rfc5424_encoder rfc5424_;
    byte_buffer message_; // before it is framed
};

} // namespace nixie::impl
