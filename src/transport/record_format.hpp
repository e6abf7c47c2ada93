// What the bytes of a record are, before they are framed: one of the encoders, with its settings.
#pragma once

#include <memory>
#include <vector>

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
    journal_settings journal{};
    rfc5424_settings rfc5424{};

    bool operator==(const format_settings &) const = default;
};

// I/O thread only.
class record_format {
public:
    explicit record_format(const format_settings &settings);

    const format_settings &settings() const { return settings_; }

    // Makes the message of a record, and keeps it for all who ask for the same record. too_large: there is none.
    encoding encode(const field_set &record);
    // The next record is another one.
    void begin_record() { is_made_ = false; }
    // The message that was made last.
    byte_buffer &message() { return message_; }

private:
    encoding make_message(const field_set &record);

    const format_settings settings_;
    journal_encoder journal_;
    rfc5424_encoder rfc5424_;
    byte_buffer message_;
    encoding result_ = encoding::whole;
    bool is_made_ = false;
};

// The formats of all targets. Those with the same settings have one together, so that a record is encoded once for all
// of them.
class record_formats {
public:
    // Lives as long as this.
    record_format &of(const format_settings &settings);
    void begin_record() {
        for (const auto &each : formats_) each->begin_record();
    }

private:
    std::vector<std::unique_ptr<record_format>> formats_;
};

} // namespace nixie::impl
