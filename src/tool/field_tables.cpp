#include "tool/field_tables.hpp"

#include "record/field_table.hpp"

namespace nixie::impl {
namespace {

text_table fields() {
    text_table table{
        .title = "Fields",
        .about =
            "Types: text and domain are bytes of the caller's, a domain in lower case; word is printable ASCII; number "
            "is 0 to 9223372036854775807; port is 0 to 65535; time is 2003-09-29T21:27:27.123456Z, on input also "
            "seconds since 1970; seconds is 12.345; event and stage are a name of the tables below.",
        .columns = {{"name", true},
                    {"journal field", true, true},
                    {"type"},
                    {"set by"},
                    {"personal"},
                    {"source", false, true},
                    {"meaning"}},
        .rows = {}};
    for (const field_row &row : field_table)
        table.rows.push_back({std::string(row.name), std::string(row.journal_name), std::string(type_name(row.type)),
                              std::string(set_by_name(row.set_by)), row.personal ? "yes" : "no",
                              std::string(row.source), std::string(row.help)});
    return table;
}

std::string severity_name(int severity) {
    switch (severity) {
    case 4:
        return "warning";
    case 5:
        return "notice";
    default:
        return "info";
    }
}

text_table events() {
    text_table table{
        .title = "Events",
        .about = "What happened. MSGID is the one of the RFC 5424 message; loss and stats are reports of "
                 "nixie's own.",
        .columns = {{"number"}, {"name", true}, {"MSGID", true}, {"severity"}, {"action"}, {"reported by"}},
        .rows = {}};
    for (const event_row &row : event_table)
        table.rows.push_back({std::to_string(row.number), std::string(row.name), std::string(row.msgid),
                              severity_name(row.severity), row.action.empty() ? "-" : std::string(row.action),
                              row.from_caller ? "caller" : "nixie"});
    return table;
}

text_table loss_reasons() {
    text_table table{.title = "Loss reasons",
                     .about = "The reason of a loss entry.",
                     .columns = {{"name", true}, {"meaning"}},
                     .rows = {}};
    for (const loss_reason_row &row : loss_reason_table)
        table.rows.push_back({std::string(row.name), std::string(row.help)});
    return table;
}

text_table stages() {
    text_table table{
        .title = "Stages", .about = "Where in the SMTP dialogue.", .columns = {{"number"}, {"name", true}}, .rows = {}};
    for (const stage_row &row : stage_table) table.rows.push_back({std::to_string(row.number), std::string(row.name)});
    return table;
}

text_table bounce_classes() {
    text_table table{.title = "Bounce classes",
                     .about = "Classes of your own are above 100.",
                     .columns = {{"number"}, {"name", true}, {"category", true}},
                     .rows = {}};
    for (const bounce_class_row &row : bounce_class_table)
        table.rows.push_back({std::to_string(row.number), std::string(row.name), std::string(row.category)});
    return table;
}

text_table mc_states() {
    text_table table{.title = "MC_STATE",
                     .about = "The phase of ec_log_rejection2, another table than the stages: it is recorded as the "
                              "stage beside it, and its name as the field mc_state.",
                     .columns = {{"number"}, {"name", true}, {"stage", true}},
                     .rows = {}};
    const auto append = [&table](int number, const char *name, int stage) {
        table.rows.push_back({std::to_string(number), name, std::string(find_stage(stage)->name)});
    };
#define NIXIE_ROW(number, name, stage) append((number), #name, NIXIE_STAGE_##stage);
    NIXIE_MC_STATE_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
    return table;
}

} // namespace

std::vector<text_table> field_tables() {
    return {fields(), events(), loss_reasons(), stages(), bounce_classes(), mc_states()};
}

} // namespace nixie::impl
