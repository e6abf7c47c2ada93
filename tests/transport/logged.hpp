// Calls as they come from callers, and records as they arrive.
#pragma once

#include <algorithm>
#include <charconv>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "decode/journal_entry.hpp"
#include "decode/rfc5424.hpp"
#include "record/packed_record.hpp"
#include "transport/datagram_receiver.hpp"
#include "transport/engine.hpp"

namespace nixie::impl::test {

inline target_settings journald_target(const std::string &path) {
    target_settings settings;
    settings.uri = "journald:";
    settings.kind = target_kind::journald;
    settings.socket_path = path;
    settings.backlog = std::size_t{16} << 20;
    settings.format.form = record_form::journal;
    settings.format.journal.app_name = "test";
    return settings;
}

inline target_settings syslog_target(const std::string &path) {
    target_settings settings = journald_target(path);
    settings.uri = "unix:" + path;
    settings.kind = target_kind::unix_socket;
    settings.format.form = record_form::rfc5424;
    settings.format.rfc5424.hostname = "host";
    return settings;
}

inline engine_settings settings_for(std::vector<target_settings> targets) {
    return {.queue_size = std::size_t{8} << 20,
            .largest_record = std::size_t{4} << 20,
            .instance = "0123456789abcdef",
            .targets = std::move(targets)};
}

struct call {
    std::string diagnostic = "550 5.1.1 No such user";
    std::vector<std::string> recipients = {"bob@example.fict"};
    int event = NIXIE_PERMANENT_FAILURE;
};

// As nixie_log() does, with on_full=drop.
inline refusal log(engine &to, const call &what = {}) {
    std::vector<nixie_field> fields{
        nixie_text_sized(NIXIE_FIELD_DIAGNOSTIC, what.diagnostic.data(), what.diagnostic.size())};
    for (const std::string &each : what.recipients)
        fields.push_back(nixie_text_sized(NIXIE_FIELD_RECIPIENT, each.data(), each.size()));
    const field_check check = check_fields(what.event, fields);
    const std::size_t size = packed_size(check);
    const auto records = static_cast<std::uint32_t>(what.recipients.size());
    auto place = to.queue().claim_place(size, records);
    if (place.refusal() != refusal::none) return place.refusal();
    const packed_head head{.time = 1'064'870'847'123'456,
                           .sequence = place.sequence(),
                           .event = what.event,
                           .size = static_cast<std::uint32_t>(size),
                           .words = packed_words(check)};
    pack(place.bytes(), head, fields);
    if (place.publish()) to.wake();
    return refusal::none;
}

inline void log_many(engine &to, int count, const call &what = {}) {
    for (int i = 0; i < count; ++i) ASSERT_EQ(log(to, what), refusal::none);
}

// What a test looks at in a record that arrived.
struct arrival {
    std::int64_t sequence = 0; // 0: no record
    std::string event, recipient, diagnostic;
};

inline std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// A record as journald gets it, read by the strict reader.
inline arrival read_journal(std::string_view bytes) {
    const auto parsed = parse_journal_entries(bytes, journal_form::native);
    if (const auto *wrong = std::get_if<parse_problem>(&parsed)) {
        ADD_FAILURE() << wrong->reason << " at " << wrong->offset;
        return {};
    }
    const auto &entries = std::get<std::vector<journal_entry>>(parsed);
    if (entries.size() != 1) return {};
    const auto text = [&](std::string_view name) { return std::string{entries[0].find(name).value_or("")}; };
    return {number_of(text("MAIL_SEQUENCE")), text("MAIL_EVENT"), text("MAIL_RECIPIENT"), text("MAIL_DIAGNOSTIC")};
}

// The same as a syslog server gets it.
inline arrival read_syslog(std::string_view bytes) {
    const auto parsed = parse_syslog_message(bytes);
    if (const auto *wrong = std::get_if<parse_problem>(&parsed)) {
        ADD_FAILURE() << wrong->reason << " at " << wrong->offset;
        return {};
    }
    const auto &message = std::get<syslog_message>(parsed);
    const auto text = [&](std::string_view element, std::string_view name) -> std::string {
        const sd_element *in = message.find_element(element);
        if (!in) return "";
        const auto at = std::ranges::find(in->params, name, &sd_param::name);
        return at == in->params.end() ? "" : at->value;
    };
    return {number_of(text("meta", "sequenceId")), text("nixie@32473", "event"), text("nixie@32473", "recipient"),
            text("nixie@32473", "diagnostic")};
}

using record_reader = arrival (*)(std::string_view);

// The sequences of the next `count` records, fewer when they do not come in time.
inline std::vector<std::int64_t> receive(datagram_receiver &from, std::uint64_t count,
                                         record_reader read = read_journal) {
    std::vector<std::int64_t> sequences;
    while (sequences.size() < count) {
        const std::string bytes = from.next_record();
        if (bytes.empty()) break;
        const std::int64_t sequence = read(bytes).sequence;
        if (sequence > 0) sequences.push_back(sequence); // else a report of nixie's own
    }
    return sequences;
}

inline std::vector<std::int64_t> numbers(std::uint64_t first, std::uint64_t last) {
    std::vector<std::int64_t> all;
    for (; first <= last; ++first) all.push_back(static_cast<std::int64_t>(first));
    return all;
}

} // namespace nixie::impl::test
