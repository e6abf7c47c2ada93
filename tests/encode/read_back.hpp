// The bytes of an encoder, read by the independent readers of src/decode. What they refuse is a failed test.
#pragma once

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <utility>

#include "decode/journal_entry.hpp"
#include "decode/mail_record.hpp"
#include "decode/rfc5424.hpp"

namespace nixie::impl::test {

inline syslog_message parsed_message(std::string_view text) {
    auto result = parse_syslog_message(text);
    if (const auto *problem = std::get_if<parse_problem>(&result)) {
        ADD_FAILURE() << problem->offset << ": " << problem->reason << "\n  " << testing::PrintToString(text);
        return {};
    }
    return std::get<syslog_message>(std::move(result));
}

inline std::vector<journal_entry> parsed_entries(std::string_view bytes) {
    auto result = parse_journal_entries(bytes, journal_form::native);
    if (const auto *problem = std::get_if<parse_problem>(&result)) {
        ADD_FAILURE() << problem->offset << ": " << problem->reason << "\n  " << testing::PrintToString(bytes);
        return {};
    }
    return std::get<std::vector<journal_entry>>(std::move(result));
}

// The value of the only parameter of that name in that element; a failed test and "" where it is not there once.
inline std::string param_of(const syslog_message &message, std::string_view id, std::string_view name) {
    std::vector<std::string> values;
    if (const sd_element *element = message.find_element(id))
        for (const sd_param &param : element->params)
            if (param.name == name) values.push_back(param.value);
    EXPECT_EQ(values.size(), 1u) << id << " " << name;
    return values.size() == 1 ? values.front() : std::string();
}

} // namespace nixie::impl::test
