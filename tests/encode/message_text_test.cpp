#include "encode/message_text.hpp"

#include <gtest/gtest.h>

#include "encode/given_record.hpp"
#include "record/named_case.hpp"

namespace nixie::impl::test {
namespace {

struct text_case : named_case {
    given_record given;
    std::string expected;
};

class MessageText : public testing::TestWithParam<text_case> {};

TEST_P(MessageText, Is) {
    EXPECT_EQ(message_text(record_of(GetParam().given)), GetParam().expected);
}

const given_record full{.fields = {{"recipient", "bob@example.fict"},
                                   {"sender", "ann@sender.fict"},
                                   {"remote_mta", "mx1.example.fict"},
                                   {"remote_ip", "192.0.2.7"},
                                   {"diagnostic", "550 5.1.1 No such user"},
                                   {"code", "550"},
                                   {"status", "5.1.1"}}};

const text_case cases[] = {
    {{"Full"}, full, "permanent failure: <bob@example.fict> via mx1.example.fict[192.0.2.7]: 550 5.1.1 No such user"},
    {{"PermanentFailure"}, {NIXIE_PERMANENT_FAILURE}, "permanent failure"},
    {{"TransientFailure"}, {NIXIE_TRANSIENT_FAILURE}, "transient failure"},
    {{"Delivery"}, {NIXIE_DELIVERY}, "delivery"},
    {{"Attempt"}, {NIXIE_ATTEMPT}, "attempt"},
    {{"Reception"}, {NIXIE_RECEPTION}, "reception"},
    {{"Rejection"}, {NIXIE_REJECTION}, "rejection"},
    {{"Loss"}, {NIXIE_LOSS}, "loss"},
    {{"Stats"}, {NIXIE_STATS}, "stats"},
    {{"StatsOfATarget"},
     {NIXIE_STATS,
      {{"target", "tcp://logs.fict"},
       {"stats_refused", "3"},
       {"stats_accepted", "113"},
       {"stats_sent", "110"},
       {"stats_dropped", "2"},
       {"stats_queued", "1"}}},
     "stats: tcp://logs.fict: accepted 113, sent 110, dropped 2, queued 1; refused 3"},
    {{"StatsOfATargetWithReportedLosses"},
     {NIXIE_STATS, {{"target", "udp://logs.fict"}, {"stats_sent", "9"}, {"stats_reported_lost", "4"}}},
     "stats: udp://logs.fict: accepted 0, sent 9, reported lost 4, dropped 0, queued 0; refused 0"},
    {{"StatsOfAStream"},
     {NIXIE_STATS,
      {{"target", "tcp://logs.fict"}, {"stats_sent", "9"}, {"stats_acknowledged", "6"}, {"stats_uncertain", "2"}}},
     "stats: tcp://logs.fict: accepted 0, sent 9, acknowledged 6, uncertain 2, dropped 0, queued 0; refused 0"},
    {{"LossAtTheCall"},
     {NIXIE_LOSS, {{"reason", "queue_full"}, {"lost", "1"}, {"lost_ranges", "7"}}},
     "loss: 1 record refused (queue_full): 7"},
    {{"LossOfATarget"},
     {NIXIE_LOSS, {{"target", "udp://a"}, {"reason", "backlog_full"}, {"lost", "6"}, {"lost_ranges", "5-9,12"}}},
     "loss: udp://a: 6 records dropped (backlog_full): 5-9,12"},
    {{"LossWithoutRanges"},
     {NIXIE_LOSS,
      {{"target", "udp://a"}, {"reason", "reported_lost"}, {"lost", "2"}, {"lost_first", "5"}, {"lost_last", "40"}}},
     "loss: udp://a: 2 records lost (reported_lost): from 5 to 40"},
    {{"UncertainLoss"},
     {NIXIE_LOSS, {{"target", "tcp://a"}, {"reason", "uncertain"}, {"lost", "2"}, {"lost_ranges", "5-6"}}},
     "loss: tcp://a: 2 records perhaps lost (uncertain): 5-6"},
    {{"SenderWithoutRecipient"}, {NIXIE_RECEPTION, {{"sender", "ann@b.fict"}}}, "reception: from <ann@b.fict>"},
    {{"NullSender"}, {NIXIE_RECEPTION, {{"sender", "<>"}}}, "reception: from <>"},
    {{"RecipientBeforeSender"},
     {NIXIE_DELIVERY, {{"recipient", "bob@a.fict"}, {"sender", "<>"}}},
     "delivery: <bob@a.fict>"},
    {{"NameAlone"}, {NIXIE_ATTEMPT, {{"remote_mta", "mx1.a.fict"}}}, "attempt via mx1.a.fict"},
    {{"AddressAlone"}, {NIXIE_ATTEMPT, {{"remote_ip", "2001:db8::7"}}}, "attempt via [2001:db8::7]"},
    {{"CodeAlone"}, {NIXIE_ATTEMPT, {{"code", "421"}}}, "attempt: 421"},
    {{"StatusAlone"}, {NIXIE_ATTEMPT, {{"status", "4.4.2"}}}, "attempt: 4.4.2"},
    {{"CodeAndStatus"}, {NIXIE_ATTEMPT, {{"code", "421"}, {"status", "4.4.2"}}}, "attempt: 421 4.4.2"},
    {{"DiagnosticBeforeCode"}, {NIXIE_ATTEMPT, {{"code", "421"}, {"diagnostic", "gone"}}}, "attempt: gone"},
    {{"WithoutTheEndOfALine"}, {NIXIE_ATTEMPT, {{"diagnostic", "421 later \t\r\n"}}}, "attempt: 421 later"},
    {{"DiagnosticOfBlanksAlone"}, {NIXIE_ATTEMPT, {{"code", "421"}, {"diagnostic", "\r\n"}}}, "attempt: 421"},
    {{"NotYetEscaped"}, {NIXIE_ATTEMPT, {{"diagnostic", "a\r\n\"b]"}}}, "attempt: a\r\n\"b]"},
};

INSTANTIATE_TEST_SUITE_P(Table, MessageText, testing::ValuesIn(cases), claim_of<text_case>);

} // namespace
} // namespace nixie::impl::test
