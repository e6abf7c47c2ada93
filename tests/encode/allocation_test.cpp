// A record of the usual kind is derived and encoded without an allocation, once the buffers have grown. Counts what
// operator new is asked for.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "encode/journal_entry.hpp"
#include "encode/rfc5424.hpp"
#include "record/all_utf8.hpp"
#include "record/derive.hpp"

namespace {
thread_local int allocations = 0;
}

void *operator new(std::size_t size) {
    ++allocations;
    if (void *memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void *memory) noexcept {
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept {
    std::free(memory);
}

namespace nixie::impl::test {
namespace {

void fill(field_set &record, std::int64_t number, std::string_view recipient) {
    record.clear();
    record.set_number(NIXIE_FIELD_TIME, 1'763'716'364'310'000 + 700'000 * number);
    record.set_number(NIXIE_FIELD_SEQUENCE, number);
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, "550-5.1.1 The account does not exist.\r\n550 5.1.1 \"caf\xC3\xA9\"\r\n");
    record.set_number(NIXIE_FIELD_BOUNCE_CLASS, NIXIE_BOUNCE_INVALID_RECIPIENT);
    record.set_text(NIXIE_FIELD_RECIPIENT, recipient);
    record.set_text(NIXIE_FIELD_SENDER, "MAIL FROM:<ann@Sender.fict> SIZE=1000\r\n");
    record.set_text(NIXIE_FIELD_DOMAIN, "A-Domain.With.Capitals.And.More.Than.16.Bytes.Example.FICT");
    record.set_number(NIXIE_FIELD_QUEUE_TIME, 86'412'500);
    record.set_text(NIXIE_FIELD_REMOTE_MTA, "mx1.example.fict");
    record.add_user_field("campaign", "spring");
}

// How often 100 records allocate when as many were encoded before.
template <class Encode>
int allocations_of(Encode encode) {
    field_set given, record;
    int before = 0;
    for (int number = 1; number <= 200; ++number) {
        if (number == 101) before = allocations;
        fill(given, number, number % 2 == 0 ? "bob@example.fict" : "RCPT TO:<Bob@Example.FICT>\r\n");
        record = given;
        derive(record);
        if (!is_all_utf8(record)) ADD_FAILURE();
        encode(record);
    }
    return allocations - before;
}

TEST(EncodeAllocation, TheCounterSeesAllocations) {
    const int before = allocations;
    const std::string text(1'000, 'x');
    EXPECT_EQ(allocations, before + 1) << text.size();
}

TEST(EncodeAllocation, NoneInAnRfc5424Message) {
    rfc5424_encoder encoder{{.hostname = "out1.example.net", .app_name = "mta", .procid = "4711", .max_size = 8'192}};
    byte_buffer out;
    std::string text;
    EXPECT_EQ(allocations_of([&](const field_set &record) { encoder.encode(record, out); }), 0);
    EXPECT_EQ(allocations_of([&](const field_set &record) { encoder.encode(record, text); }), 0);
}

TEST(EncodeAllocation, NoneInAJournalEntry) {
    journal_encoder encoder{{.app_name = "mta"}};
    byte_buffer out;
    EXPECT_EQ(allocations_of([&](const field_set &record) {
                  out.clear();
                  encoder.append(out, record);
              }),
              0);
}

} // namespace
} // namespace nixie::impl::test
