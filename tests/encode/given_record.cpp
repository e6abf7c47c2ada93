#include "encode/given_record.hpp"

#include <gtest/gtest.h>

#include "record/text_form.hpp"

namespace nixie::impl::test {

field_set record_of(const given_record &given) {
    field_set record(given.event);
    for (const auto &[name, text] : given.fields) {
        const field_row *row = find_field(name);
        EXPECT_TRUE(row && set_from_text(record, *row, text)) << name << "=" << text;
    }
    for (const auto &[name, text] : given.user_fields) {
        EXPECT_TRUE(is_user_field_name(name)) << name;
        record.add_user_field(name, text);
    }
    return record;
}

const given_record &full_record() {
    static const given_record full{.fields = {{"time", "2003-09-29T21:27:27.123456Z"},
                                              {"sequence", "7"},
                                              {"instance", "9c1e07b4a53f2d68"},
                                              {"action", "failed"},
                                              {"status", "5.1.1"},
                                              {"code", "550"},
                                              {"diagnostic", "550 5.1.1 No such user"},
                                              {"diagnostic_type", "smtp"},
                                              {"stage", "after_rcpt_to"},
                                              {"bounce_class", "10"},
                                              {"bounce_class_name", "invalid_recipient"},
                                              {"bounce_category", "hard"},
                                              {"recipient", "bob@example.fict"},
                                              {"recipient_domain", "example.fict"},
                                              {"sender", "ann@sender.fict"},
                                              {"sender_domain", "sender.fict"},
                                              {"original_recipient", "bobby@example.fict"},
                                              {"envelope_id", "QQ314159"},
                                              {"domain", "route.fict"},
                                              {"queue_id", "4TnX2k0Qz1"},
                                              {"batch_id", "b-17"},
                                              {"connection_id", "c-99"},
                                              {"message_id", "<1@sender.fict>"},
                                              {"size", "48213"},
                                              {"bytes_sent", "0"},
                                              {"retries", "3"},
                                              {"queue_time", "12.345"},
                                              {"remote_mta", "mx1.example.fict"},
                                              {"remote_ip", "192.0.2.7"},
                                              {"remote_port", "25"},
                                              {"helo", "out1.sender.fict"},
                                              {"local_ip", "198.51.100.4"},
                                              {"local_port", "40112"},
                                              {"binding", "pool-a"},
                                              {"binding_group", "pools"},
                                              {"tls_version", "TLSv1.3"},
                                              {"tls_cipher", "TLS_AES_256_GCM_SHA384"},
                                              {"truncated", "helo:5000"},
                                              {"target", "tcp://logs.fict:601"},
                                              {"reason", "backlog_full"},
                                              {"lost", "12"},
                                              {"lost_first", "5"},
                                              {"lost_last", "16"},
                                              {"lost_ranges", "5-16"},
                                              {"lost_since", "2003-09-29T21:00:00.000000Z"},
                                              {"client_uid", "1000"},
                                              {"client_pid", "4321"},
                                              {"client_unit", "mta.service"},
                                              {"stats_last_sequence", "120"},
                                              {"stats_refused", "3"},
                                              {"stats_filtered", "4"},
                                              {"stats_accepted", "113"},
                                              {"stats_sent", "110"},
                                              {"stats_reported_lost", "1"},
                                              {"stats_dropped", "2"},
                                              {"stats_queued", "5"},
                                              {"stats_acknowledged", "100"},
                                              {"stats_uncertain", "6"}},
                                   .user_fields = {{"campaign", "spring"}}};
    return full;
}

namespace {

TEST(FullRecord, HasEveryFieldOfTheTable) {
    const field_set record = record_of(full_record());
    for (const field_row &row : field_table)
        EXPECT_TRUE(row.type == field_type::event || record.has(row.id)) << row.name;
}

} // namespace

} // namespace nixie::impl::test
