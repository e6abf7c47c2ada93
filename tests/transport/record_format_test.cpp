// Targets with the same settings have one format together, and a record is encoded once for all of them.
#include "transport/record_format.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

format_settings syslog_settings(std::size_t max_size = unlimited) {
    return {.form = record_form::rfc5424, .rfc5424 = {.hostname = "out1", .max_size = max_size}};
}

field_set record_of(std::string_view status) {
    field_set record;
    record.set_text(NIXIE_FIELD_STATUS, status);
    return record;
}

bool tells(record_format &format, std::string_view status) {
    return format.message().view().find(status) != std::string_view::npos;
}

TEST(RecordFormats, AreSharedByTargetsWithTheSameSettings) {
    record_formats formats;
    record_format &first = formats.of(syslog_settings());
    EXPECT_EQ(&formats.of(syslog_settings()), &first);
    EXPECT_NE(&formats.of(syslog_settings(8'192)), &first);
    EXPECT_NE(&formats.of({.form = record_form::journal}), &first);
    EXPECT_NE(&formats.of({.form = record_form::journal, .journal = {.app_name = "mta"}}),
              &formats.of({.form = record_form::journal}));
}

TEST(RecordFormats, ARecordIsEncodedOnceUntilTheNextBegins) {
    record_formats formats;
    record_format &format = formats.of(syslog_settings());
    EXPECT_EQ(format.encode(record_of("5.1.1")), encoding::whole);
    EXPECT_TRUE(tells(format, "5.1.1"));
    EXPECT_EQ(format.encode(record_of("5.2.2")), encoding::whole);
    EXPECT_TRUE(tells(format, "5.1.1")) << "the same record, as far as it knows";
    formats.begin_record();
    EXPECT_EQ(format.encode(record_of("5.2.2")), encoding::whole);
    EXPECT_TRUE(tells(format, "5.2.2"));
}

TEST(RecordFormats, WhatIsTooLargeIsTooLargeForAllWhoShareIt) {
    record_formats formats;
    record_format &format = formats.of(syslog_settings(10));
    EXPECT_EQ(format.encode(record_of("5.1.1")), encoding::too_large);
    EXPECT_EQ(format.encode(record_of("5.1.1")), encoding::too_large);
    EXPECT_EQ(format.message().size(), 0U);
}

} // namespace
} // namespace nixie::impl
