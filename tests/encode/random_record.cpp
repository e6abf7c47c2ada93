#include "encode/random_record.hpp"

#include <limits>

namespace nixie::impl::test {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

// Small, large and extreme ones alike.
std::int64_t any_number(random_source &random, std::int64_t from) {
    switch (random.below(4)) {
    case 0:
        return random.number(0, 1'000);
    case 1:
        return random.below(2) == 0 ? from : highest;
    default:
        return random.number(from, highest);
    }
}

std::string any_word(random_source &random) {
    std::string word;
    for (std::size_t left = 1 + random.below(20); left > 0; --left) word += static_cast<char>(random.number(' ', '~'));
    return word;
}

std::int64_t number_of(const field_row &row, random_source &random) {
    switch (row.type) {
    case field_type::port:
        return random.number(0, 65'535);
    case field_type::stage:
        return random.number(0, NIXIE_STAGE_UNKNOWN);
    case field_type::time: // one in two in the years that RFC 5424 can write
        return random.below(2) == 0 ? random.number(0, 253'402'300'799'999'999) : any_number(random, lowest);
    case field_type::seconds:
        return any_number(random, lowest);
    default:
        return row.id == NIXIE_FIELD_SEQUENCE ? random.number(1, 2'147'483'647) : any_number(random, 0);
    }
}

void set_any(field_set &record, const field_row &row, record_source &source) {
    if (row.is_text())
        record.set_text(row.id, record.keep(source.text(source.random)));
    else if (row.type == field_type::word)
        record.set_text(row.id, record.keep(any_word(source.random)));
    else
        record.set_number(row.id, number_of(row, source.random));
}

} // namespace

field_set record_source::next() {
    field_set record(static_cast<int>(random.number(1, callers_only ? NIXIE_REJECTION : NIXIE_STATS)));
    for (const field_row &row : field_table) {
        if (row.type == field_type::event || row.id == NIXIE_FIELD_TRUNCATED) continue;
        if (callers_only && !row.from_caller()) continue;
        if (random.below(2) == 0) set_any(record, row, *this);
    }
    for (std::size_t i = 0, count = random.below(most_user_fields + 1); i < count; ++i) {
        const std::string_view name = record.keep("user_" + std::to_string(i));
        record.add_user_field(name, record.keep(text(random)));
    }
    return record;
}

} // namespace nixie::impl::test
