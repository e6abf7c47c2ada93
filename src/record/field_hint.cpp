#include "record/field_hint.hpp"

#include <vector>

#include "record/nearest.hpp"

namespace nixie::impl {
namespace {

std::vector<std::string_view> caller_events() {
    std::vector<std::string_view> names;
    for (const event_row &row : event_table)
        if (row.from_caller) names.push_back(row.name);
    return names;
}

std::vector<std::string_view> stages() {
    std::vector<std::string_view> names;
    for (const stage_row &row : stage_table) names.push_back(row.name);
    return names;
}

} // namespace

std::string did_you_mean(std::string_view nearest, std::string_view otherwise) {
    if (nearest.empty()) return std::string{otherwise};
    return "did you mean " + std::string{nearest} + "?";
}

std::string caller_event_names() {
    std::string names;
    for (const std::string_view name : caller_events()) (names += names.empty() ? "" : ", ") += name;
    return names;
}

std::string value_hint(const field_row &row, std::string_view written) {
    switch (row.type) {
    case field_type::number:
        return "write a number from 0 to 9223372036854775807";
    case field_type::port:
        return "write a number from 0 to 65535";
    case field_type::time:
        return "write a time such as 2003-09-29T21:27:27.123456Z, or seconds since 1970 such as 1064870847.123456";
    case field_type::seconds:
        return "write seconds, such as 12.345";
    case field_type::event:
        return did_you_mean(nearest(written, caller_events()), "write one of " + caller_event_names());
    case field_type::stage:
        return did_you_mean(nearest(written, stages()), "nixie fields lists the stages");
    case field_type::word:
        return "write printable ASCII";
    case field_type::text:
    case field_type::domain:
        break;
    }
    return R"(write a text in quotes, such as "abc")";
}

} // namespace nixie::impl
