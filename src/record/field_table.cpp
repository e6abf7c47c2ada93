#include "record/field_table.hpp"

#include <algorithm>

#include "record/keywords.hpp"
#include "record/name_rules.hpp"
#include "record/nearest.hpp"

namespace nixie::impl {

namespace {

// The words of nixie/tables.h, so that its rows read as values here.
namespace word {
constexpr field_type TEXT = field_type::text;
constexpr field_type DOMAIN = field_type::domain;
constexpr field_type WORD = field_type::word;
constexpr field_type NUMBER = field_type::number;
constexpr field_type PORT = field_type::port;
constexpr field_type TIME = field_type::time;
constexpr field_type SECONDS = field_type::seconds;
constexpr field_type EVENT = field_type::event;
constexpr field_type STAGE = field_type::stage;
constexpr set_by CALL = set_by::call;
constexpr set_by CALLER = set_by::caller;
constexpr set_by EITHER = set_by::either;
constexpr set_by DERIVED = set_by::derived;
constexpr set_by NIXIE = set_by::nixie;
constexpr bool PERSONAL = true;
constexpr bool IMPERSONAL = false;
} // namespace word

} // namespace

constexpr std::array<field_row, field_count> field_table{{
#define NIXIE_ROW(id, name, NAME, type, set_by, personal, source, help)                                                \
    {id, #name, "MAIL_" #NAME, word::type, word::set_by, word::personal, source, help},
    NIXIE_FIELD_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
}};

namespace {

constexpr field_mask fields_of(field_type type) {
    field_mask fields = 0;
    for (const field_row &row : field_table) fields |= row.type == type ? bit_of(row.id) : 0;
    return fields;
}

constexpr field_mask fields_from_caller() {
    field_mask fields = 0;
    for (const field_row &row : field_table) fields |= row.from_caller() ? bit_of(row.id) : 0;
    return fields;
}

} // namespace

constexpr field_mask domain_fields = fields_of(field_type::domain);
constexpr field_mask word_fields = fields_of(field_type::word);
constexpr field_mask text_fields = fields_of(field_type::text) | domain_fields | word_fields;
constexpr field_mask caller_fields = fields_from_caller();

constexpr std::array<std::uint64_t, field_count> largest_numbers = [] {
    std::array<std::uint64_t, field_count> numbers{};
    for (const field_row &row : field_table) {
        std::uint64_t &largest = numbers[static_cast<std::size_t>(row.id - 1)] = UINT64_MAX;
        if (row.type == field_type::number) largest = INT64_MAX;
        if (row.type == field_type::port) largest = 65535;
        if (row.type == field_type::stage) largest = NIXIE_STAGE_UNKNOWN;
    }
    return numbers;
}();

constexpr std::array<event_row, NIXIE_STATS> event_table{{
#define NIXIE_ROW(number, name, NAME, words, msgid, severity, action, set_by)                                          \
    {number, #name, words, #msgid, severity, action, word::set_by == word::CALL},
    NIXIE_EVENT_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
}};

constexpr std::array<loss_reason_row, loss_reason_count> loss_reason_table{{
#define NIXIE_ROW(number, name, NAME, help) {loss_reason::name, #name, help},
    NIXIE_LOSS_REASON_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
}};

constexpr std::array<stage_row, NIXIE_STAGE_UNKNOWN + 1> stage_table{{
#define NIXIE_ROW(number, name, NAME) {number, #name},
    NIXIE_STAGE_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
}};

constexpr std::array<bounce_class_row, 20> bounce_class_table{{
#define NIXIE_ROW(number, name, NAME, category) {number, #name, #category},
    NIXIE_BOUNCE_CLASS_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
}};

// ---- What must hold of every row; a new row that breaks a rule does not compile. ----

namespace {

#define NIXIE_ROW(id, name, NAME, type, set_by, personal, source, help) &&is_upper_case_of(#NAME, #name)
static_assert(true NIXIE_FIELD_TABLE(NIXIE_ROW), "NAME is the name in capitals");
#undef NIXIE_ROW
#define NIXIE_ROW(number, name, NAME, words, msgid, severity, action, set_by) &&is_upper_case_of(#NAME, #name)
static_assert(true NIXIE_EVENT_TABLE(NIXIE_ROW), "NAME is the name in capitals");
#undef NIXIE_ROW
#define NIXIE_ROW(number, name, NAME, help) &&is_upper_case_of(#NAME, #name)
static_assert(true NIXIE_LOSS_REASON_TABLE(NIXIE_ROW), "NAME is the name in capitals");
#undef NIXIE_ROW
#define NIXIE_ROW(number, name, NAME) &&is_upper_case_of(#NAME, #name)
static_assert(true NIXIE_STAGE_TABLE(NIXIE_ROW), "NAME is the name in capitals");
#undef NIXIE_ROW
#define NIXIE_ROW(number, name, NAME, category) &&is_upper_case_of(#NAME, #name)
static_assert(true NIXIE_BOUNCE_CLASS_TABLE(NIXIE_ROW), "NAME is the name in capitals");
#undef NIXIE_ROW

template <class Rows>
constexpr bool names_are_unique(const Rows &rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (rows[i].name == rows[j].name) return false;
    return true;
}

// Names become enumerators of C++ besides, so the rules of members hold for each table.
template <class Rows>
constexpr bool names_are_members(const Rows &rows) {
    return std::all_of(rows.begin(), rows.end(),
                       [](const auto &row) { return is_member_name(row.name) && !is_keyword(row.name); });
}

constexpr bool ids_have_no_gap() {
    for (std::size_t i = 0; i < field_table.size(); ++i)
        if (field_table[i].id != static_cast<int>(i) + 1) return false;
    return true;
}

// `first`: the number of the first row. Bounce classes have gaps, so they are only in order.
template <class Rows>
constexpr bool numbers_have_no_gap(const Rows &rows, int first) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].number != static_cast<int>(i) + first) return false;
    return true;
}

constexpr bool bounce_classes_are_in_order() {
    return std::is_sorted(bounce_class_table.begin(), bounce_class_table.end(),
                          [](const auto &a, const auto &b) { return a.number <= b.number; });
}

constexpr bool each_field(bool (*holds)(const field_row &)) {
    return std::all_of(field_table.begin(), field_table.end(), holds);
}

static_assert(ids_have_no_gap(), "row id stands at index id - 1");
static_assert(numbers_have_no_gap(event_table, 1) && numbers_have_no_gap(stage_table, 0));
static_assert(bounce_classes_are_in_order());
static_assert(names_are_unique(field_table) && names_are_unique(event_table) && names_are_unique(stage_table) &&
              names_are_unique(bounce_class_table));
static_assert(names_are_members(field_table) && names_are_members(event_table) && names_are_members(stage_table) &&
              names_are_members(bounce_class_table));
static_assert(each_field([](const field_row &row) { return is_journal_name(row.journal_name); }));
static_assert(each_field([](const field_row &row) { return is_sd_name(row.name); }));
static_assert(each_field([](const field_row &row) { return !row.source.empty() && !row.help.empty(); }));
static_assert(std::all_of(event_table.begin(), event_table.end(), [](const event_row &row) {
    return is_msgid(row.msgid) && !row.words.empty() && row.severity >= 0 && row.severity <= 7;
}));
// The longest name of a user keeps both rules too.
static_assert(longest_user_name <= 32 && longest_user_name + std::string_view("MAIL_").size() <= 64);

// Where the row of a bounce class stands in its table, counted from 1; 0: no such class.
constexpr std::int64_t highest_bounce_class = bounce_class_table.back().number;
constexpr std::array<std::uint8_t, highest_bounce_class + 1> bounce_class_rows = [] {
    std::array<std::uint8_t, highest_bounce_class + 1> rows{};
    for (std::size_t i = 0; i < bounce_class_table.size(); ++i)
        rows[static_cast<std::size_t>(bounce_class_table[i].number)] = static_cast<std::uint8_t>(i + 1);
    return rows;
}();

// The row of this name; nullptr: none.
template <class Rows>
auto find_name(const Rows &rows, std::string_view name) {
    const auto found = std::find_if(rows.begin(), rows.end(), [name](const auto &row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

const field_row *find_field(std::string_view name) {
    return find_name(field_table, name);
}

const event_row *find_event(std::string_view name) {
    return find_name(event_table, name);
}

const event_row *find_event_of_msgid(std::string_view msgid) {
    const auto found = std::ranges::find(event_table, msgid, &event_row::msgid);
    return found == event_table.end() ? nullptr : &*found;
}

std::string_view name_of(loss_reason reason) {
    return loss_reason_table[static_cast<std::size_t>(reason)].name;
}

const stage_row *find_stage(std::int64_t number) {
    return number >= 0 && number <= NIXIE_STAGE_UNKNOWN ? &stage_table[static_cast<std::size_t>(number)] : nullptr;
}

const stage_row *find_stage(std::string_view name) {
    return find_name(stage_table, name);
}

const bounce_class_row *find_bounce_class(std::int64_t number) {
    if (number < 0 || number > highest_bounce_class) return nullptr;
    const std::uint8_t row = bounce_class_rows[static_cast<std::size_t>(number)];
    return row > 0 ? &bounce_class_table[row - 1u] : nullptr;
}

std::string_view type_name(field_type type) {
    switch (type) {
    case field_type::text:
        return "text";
    case field_type::domain:
        return "domain";
    case field_type::word:
        return "word";
    case field_type::number:
        return "number";
    case field_type::port:
        return "port";
    case field_type::time:
        return "time";
    case field_type::seconds:
        return "seconds";
    case field_type::event:
        return "event";
    case field_type::stage:
        return "stage";
    }
    return "";
}

std::string_view set_by_name(enum set_by who) {
    switch (who) {
    case set_by::call:
        return "call";
    case set_by::caller:
        return "caller";
    case set_by::either:
        return "caller or derived";
    case set_by::derived:
        return "derived";
    case set_by::nixie:
        return "nixie";
    }
    return "";
}

bool is_user_field_name(std::string_view name) {
    return name.size() <= longest_user_name && is_member_name(name) && find_field(name) == nullptr;
}

std::string_view nearest_field_name(std::string_view written) {
    std::array<std::string_view, field_count> names;
    std::transform(field_table.begin(), field_table.end(), names.begin(),
                   [](const field_row &row) { return row.name; });
    return nearest(written, names);
}

} // namespace nixie::impl
