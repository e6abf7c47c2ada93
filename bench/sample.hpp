// The record that every benchmark uses: 20 fields, about 650 bytes as an RFC 5424 message, as a large sender's server
// would report it.
//
// The number of the call stands in recipient, queue_id and diagnostic, so that no two records are the same and journald
// stores each as a new one. It is written over the last one, in place: a mail server's texts are in its cache, too.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "nixie/nixie.h"

namespace nixie::bench {

// Where the number stands, and what marks the places in texts that are made ready in advance.
inline constexpr std::string_view number_mark = "70707070";
inline constexpr std::int64_t number_mark_value = 70707070;

// Eight digits, those of number modulo 10^8, all at once: the tens of thousands and the rest, then of both the hundreds
// and the rest, then the tens and ones. In a timed loop it must weigh nothing.
inline std::uint64_t number_digits(std::uint64_t number) {
    number %= 100'000'000;
    std::uint64_t digits = number / 10'000 | (number % 10'000) << 32;
    const std::uint64_t hundreds = (digits * 10'486 >> 20) & 0x7F'0000'007F;
    digits = hundreds | (digits - hundreds * 100) << 16;
    const std::uint64_t tens = (digits * 103 >> 10) & 0x000F'000F'000F'000F;
    return (tens | (digits - tens * 10) << 8) + 0x3030'3030'3030'3030;
}

// A text in which the number stands at one or several places.
class numbered_text {
public:
    explicit numbered_text(std::string text);
    void write(std::uint64_t number) {
        const std::uint64_t digits = number_digits(number); // little-endian
        for (const std::size_t place : places_) std::memcpy(text_.data() + place, &digits, sizeof digits);
    }
    std::string &text() { return text_; }
    const std::string &text() const { return text_; }

private:
    std::string text_;
    std::vector<std::size_t> places_;
};

// The record as nixie takes it. Not shared between threads.
class sample {
public:
    // With a diagnostic of that many bytes, but no less than a usual one.
    explicit sample(std::size_t diagnostic_size = 0);
    sample(const sample &) = delete;
    sample &operator=(const sample &) = delete;

    void write(std::uint64_t number) {
        recipient_.write(number);
        queue_id_.write(number);
        diagnostic_.write(number);
    }
    const std::array<nixie_field, 20> &fields() const { return fields_; }

private:
    numbered_text recipient_, queue_id_, diagnostic_;
    std::array<nixie_field, 20> fields_;
};

// The same record as nixie sends it, for those who are given ready texts: the message, or what journald gets. Sequence
// and the fraction of the time are numbers of the call, too.
std::string sample_message(std::size_t diagnostic_size = 0);
std::string sample_journal_entry();

} // namespace nixie::bench
