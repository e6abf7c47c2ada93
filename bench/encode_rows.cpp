// The bytes of one record, without a back end: what the copy in the caller's thread and the work on the I/O thread cost
// together, beside peers that get a ready text and whose send is stubbed.
#include <ctime>
#include <stdexcept>

#include "encode/journal_entry.hpp"
#include "encode/message_text.hpp"
#include "encode/rfc5424.hpp"
#include "families.hpp"
#include "peers/log4cplus_syslog.hpp"
#include "peers/sd_journal.hpp"
#include "record/derive.hpp"
#include "record/packed_record.hpp"
#include "sample.hpp"
#include "stubbed_send.hpp"

namespace nixie::bench {
namespace {

std::int64_t processor_ns() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

// Nanoseconds of the processor a call of step(number): this is work alone, and others may use the machine.
template <class Step>
double time_of(std::uint64_t calls, Step step) {
    const std::int64_t start = processor_ns();
    for (std::uint64_t i = 0; i < calls; ++i) step(i);
    return static_cast<double>(processor_ns() - start) / static_cast<double>(calls);
}

// The way of a record: checked and packed as in the queue, unpacked, derived, encoded. Each stage contains those before
// it.
class pipeline {
public:
    void pack(std::uint64_t number) {
        sample_.write(number);
        const impl::field_check check = impl::check_fields(NIXIE_PERMANENT_FAILURE, sample_.fields());
        const std::size_t size = impl::packed_size(check);
        if (bytes_.size() < size) bytes_.resize(size);
        impl::pack(bytes_.data(),
                   {.time = 1763716300000000 + static_cast<std::int64_t>(number),
                    .sequence = static_cast<std::uint32_t>(number + 1),
                    .event = NIXIE_PERMANENT_FAILURE,
                    .size = static_cast<std::uint32_t>(size),
                    .words = impl::packed_words(check)},
                   sample_.fields());
    }
    void unpack(std::uint64_t number) {
        pack(number);
        impl::unpack(bytes_.data(), record_);
        record_.set_number(NIXIE_FIELD_SEQUENCE, static_cast<std::int64_t>(number + 1));
        record_.set_text(NIXIE_FIELD_INSTANCE, "653d550c700a1b2c");
    }
    void derive(std::uint64_t number) {
        unpack(number);
        impl::derive(record_);
    }
    void encode_syslog(std::uint64_t number) {
        derive(number);
        syslog_.encode(record_, out_);
    }
    void encode_journal(std::uint64_t number) {
        derive(number);
        out_.clear();
        journal_.append(out_, record_);
    }
    // The entry alone, of the record that was derived last.
    void encode_journal_alone(std::uint64_t number) {
        record_.set_number(NIXIE_FIELD_SEQUENCE, static_cast<std::int64_t>(number + 1));
        out_.clear();
        journal_.append(out_, record_);
    }
    // MESSAGE alone, of the record that was derived last.
    void write_message() {
        text_.resize(impl::escaped_message_room(record_));
        char *end = impl::put_escaped_message(text_.data(), record_, impl::escape_for::msg);
        asm volatile("" : : "r"(end) : "memory"); // it was not written in vain
    }

private:
    sample sample_;
    std::vector<std::byte> bytes_;
    impl::field_set record_;
    impl::rfc5424_encoder syslog_{{.hostname = "o1", .app_name = "mta", .procid = "4711"}};
    impl::journal_encoder journal_{{.app_name = "mta"}};
    impl::byte_buffer out_;
    std::string text_;
};

figures measure_nixie(std::uint64_t calls) {
    pipeline way;
    way.encode_syslog(0); // its memory is there from here on
    figures made;
    const double packed = time_of(calls, [&](std::uint64_t i) { way.pack(i); });
    const double unpacked = time_of(calls, [&](std::uint64_t i) { way.unpack(i); });
    const double derived = time_of(calls, [&](std::uint64_t i) { way.derive(i); });
    made["copy"] = unpacked;
    made["pack"] = packed;
    made["derive"] = derived - unpacked;
    made["message"] = time_of(calls, [&](std::uint64_t) { way.write_message(); });
    made["syslog"] = time_of(calls, [&](std::uint64_t i) { way.encode_syslog(i); });
    made["journal"] = time_of(calls, [&](std::uint64_t i) { way.encode_journal(i); });
    made["journal entry"] = time_of(calls, [&](std::uint64_t i) { way.encode_journal_alone(i); });
    return made;
}

void check_stub(const stubbed_send &stub, std::uint64_t calls) {
    if (stub.count() < calls) throw std::runtime_error("the send was not stubbed");
}

figures measure_log4cplus(std::uint64_t calls) {
    log4cplus_syslog peer(9); // nothing is sent
    numbered_text text(sample_message());
    const stubbed_send stub;
    const double time = time_of(calls, [&](std::uint64_t i) {
        text.write(i);
        peer.append(text.text());
    });
    check_stub(stub, calls);
    return {{"call", time}};
}

figures measure_sd_journal(std::uint64_t calls) {
    sd_journal_sender peer;
    const stubbed_send stub;
    const double time = time_of(calls, [&](std::uint64_t i) {
        peer.write(i);
        peer.send();
    });
    check_stub(stub, calls);
    return {{"call", time}};
}

} // namespace

family encode_family(const settings &with) {
    const std::uint64_t calls = with.amount(50'000, 300'000);
    family made{.name = "encode"};
    made.contenders = {{"nixie", [calls] { return measure_nixie(calls); }},
                       {"log4cplus", [calls] { return measure_log4cplus(calls / 4); }},
                       {"sd_journal_sendv", [calls] { return measure_sd_journal(calls / 4); }}};
    made.rows = {{.name = "copy and encode RFC 5424",
                  .back_end = "null",
                  .unit = "ns",
                  .ours = "nixie.syslog",
                  .reference = "log4cplus.call",
                  .kind = goal_is::at_least,
                  .goal = 5,
                  .inverse = true},
                 {.name = "encode a journal entry",
                  .back_end = "null",
                  .unit = "ns",
                  .ours = "nixie.journal entry",
                  .reference = "sd_journal_sendv.call",
                  .kind = goal_is::at_least,
                  .goal = 2,
                  .inverse = true}};
    for (const auto &[name, figure] : {std::pair{"  of that: pack, in the caller's thread", "nixie.pack"},
                                       {"  of that: pack and unpack", "nixie.copy"},
                                       {"  of that: derive", "nixie.derive"},
                                       {"  of that: MESSAGE", "nixie.message"},
                                       {"copy, derive and encode a journal entry", "nixie.journal"}})
        made.rows.push_back({.name = name, .back_end = "null", .unit = "ns", .ours = figure});
    return made;
}

} // namespace nixie::bench
