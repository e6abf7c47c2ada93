#include "decode/journal_entry.hpp"

#include <string>

#include "decode/mail_record.hpp"
#include "fuzz/fuzz_input.hpp"

using namespace nixie::impl;

namespace {

// The value with its length, which every value may have.
void append_sized(std::string &out, const journal_field &field) {
    out.append(field.name).append("\n");
    for (unsigned i = 0; i < 8; ++i) out += static_cast<char>(field.value.size() >> (8 * i));
    out.append(field.value).append("\n");
}

std::string written_again(const std::vector<journal_entry> &entries) {
    std::string bytes;
    for (const journal_entry &entry : entries) {
        for (const journal_field &field : entry.fields) append_sized(bytes, field);
        bytes += '\n';
    }
    return bytes;
}

void check_same(const std::vector<journal_entry> &one, const std::vector<journal_entry> &other) {
    fuzz::require(one.size() == other.size(), "as many entries");
    for (std::size_t i = 0; i < one.size(); ++i) {
        fuzz::require(one[i].fields.size() == other[i].fields.size(), "as many fields");
        for (std::size_t k = 0; k < one[i].fields.size(); ++k) {
            fuzz::require(one[i].fields[k].name == other[i].fields[k].name, "the same name");
            fuzz::require(one[i].fields[k].value == other[i].fields[k].value, "the same value");
        }
    }
}

void check_entries(std::string_view bytes, journal_form form) {
    const auto result = parse_journal_entries(bytes, form);
    if (const auto *problem = std::get_if<parse_problem>(&result)) {
        fuzz::require(problem->offset <= bytes.size() && !problem->reason.empty(),
                      "a problem has a place and a reason");
        return;
    }
    const auto &entries = std::get<0>(result);
    for (const journal_entry &entry : entries) {
        fuzz::require(!entry.fields.empty(), "an entry has a field");
        for (const journal_field &field : entry.fields)
            fuzz::require(fuzz::lies_within(field.name, bytes) && fuzz::lies_within(field.value, bytes),
                          "fields are views into the bytes");
        field_set record;
        read_mail_record(entry, record);
    }
    const std::string again = written_again(entries);
    const auto result_again = parse_journal_entries(again, form);
    fuzz::require(result_again.index() == 0, "what was read can be written");
    check_same(entries, std::get<0>(result_again));
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    check_entries(bytes, journal_form::native);
    check_entries(bytes, journal_form::exported);
    return 0;
}
