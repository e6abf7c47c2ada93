// A record in the native protocol of systemd-journald (https://systemd.io/JOURNAL_NATIVE_PROTOCOL).
#pragma once

#include <string>
#include <string_view>

#include "encode/byte_buffer.hpp"
#include "record/field_set.hpp"
#include "record/number_form.hpp"

namespace nixie::impl {

struct journal_settings {
    std::string app_name{}; // SYSLOG_IDENTIFIER, printable ASCII
    int facility = 2;       // SYSLOG_FACILITY, RFC 5424 section 6.2.1

    bool operator==(const journal_settings &) const = default;
};

// Keeps what is the same from entry to entry. Not shared between threads.
class journal_encoder {
public:
    explicit journal_encoder(const journal_settings &settings);

    // Appends one entry of a derived record: MESSAGE, MESSAGE_ID, PRIORITY, SYSLOG_FACILITY, SYSLOG_IDENTIFIER, then
    // MAIL_* in the order of the table and the user fields. Texts that a caller or a remote server wrote, and MESSAGE,
    // are written with their length, byte for byte; everything else as NAME=value.
    void append(byte_buffer &out, const field_set &record);

private:
    std::string sender_; // the lines that say who writes
    time_writer time_;
};

// The same for one entry alone.
void append_journal_entry(std::string &out, const field_set &record, const journal_settings &settings);

// Appends an entry that is no record: nixie's own word about its configuration, with the given PRIORITY.
void append_journal_notice(std::string &out, std::string_view text, int priority, const journal_settings &settings);

} // namespace nixie::impl
