#include "tool/record_options.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include "encode/json.hpp"
#include "tool/failure_of.hpp"

namespace nixie::impl {
namespace {

// The record that these options make, as JSON.
std::string made_of(std::vector<std::string> options) {
    CLI::App app;
    record_arguments arguments;
    add_record_options(app, arguments);
    std::reverse(options.begin(), options.end()); // CLI11 takes a vector from its end
    app.parse(options);
    std::string json;
    append_json(json, make_record(arguments), json_fields::all);
    return json;
}

std::string refusal(const std::vector<std::string> &options) {
    return test::failure_of([&options] { made_of(options); });
}

TEST(RecordOptions, OneForEveryFieldThatACallerSets) {
    CLI::App app;
    record_arguments arguments;
    add_record_options(app, arguments);
    for (const field_row &row : field_table)
        EXPECT_EQ(app.get_option_no_throw(option_name(row)) != nullptr, row.from_caller() || row.name == "event")
            << row.name;
}

TEST(RecordOptions, MakeARecord) {
    EXPECT_EQ(made_of({"--event", "delivery", "--remote-mta", "mx1.example.fict", "--code", "250", "--stage",
                       "after_data", "--queue-time", "1.5", "--field", "campaign=a=b", "--recipient", "a@b.fict"}),
              "{\"event\":\"delivery\",\"code\":250,\"stage\":\"after_data\",\"recipient\":\"a@b.fict\","
              "\"queue_time\":\"1.500\",\"remote_mta\":\"mx1.example.fict\",\"campaign\":\"a=b\"}");
}

TEST(RecordOptions, TakeSeveralRecipients) {
    EXPECT_EQ(made_of({"--recipient", "a@b.fict", "--recipient", "c@d.fict"}),
              "{\"event\":\"permanent_failure\",\"recipient\":[\"a@b.fict\",\"c@d.fict\"]}");
}

TEST(RecordOptions, TakeValuesThatBeginWithAHyphenOrABracket) {
    EXPECT_EQ(made_of({"--diagnostic", "-x", "--recipient", "[a,b]"}),
              "{\"event\":\"permanent_failure\",\"diagnostic\":\"-x\",\"recipient\":\"[a,b]\"}");
}

TEST(RecordOptions, AreNotGivenUnlessOneIs) {
    CLI::App app;
    record_arguments arguments;
    add_record_options(app, arguments);
    app.parse(std::vector<std::string>{});
    EXPECT_FALSE(arguments.given());
    app.parse(std::vector<std::string>{"250", "--code"});
    EXPECT_TRUE(arguments.given());
}

TEST(RecordOptions, RefuseValuesWithAHint) {
    EXPECT_EQ(refusal({"--code", "5xx"}),
              "64 --code: \"5xx\" is no number | write a number from 0 to 9223372036854775807");
    EXPECT_EQ(refusal({"--local-port", "65536"}),
              "64 --local-port: \"65536\" is no port | write a number from 0 to 65535");
    EXPECT_EQ(refusal({"--stage", "after_dat"}), "64 --stage: \"after_dat\" is no stage | did you mean after_data?");
    EXPECT_EQ(refusal({"--stage", "lunch"}), "64 --stage: \"lunch\" is no stage | nixie fields lists the stages");
    EXPECT_EQ(
        refusal({"--time", "soon"}),
        "64 --time: \"soon\" is no time | write a time such as 2003-09-29T21:27:27.123456Z, or seconds since 1970 "
        "such as 1064870847.123456");
    EXPECT_EQ(refusal({"--queue-time", "1h"}), "64 --queue-time: \"1h\" is no seconds | write seconds, such as 12.345");
    EXPECT_EQ(refusal({"--status", "5.1.1", "--status", "5.1.2"}),
              "64 --status: given twice | only --recipient may come more than once");
}

TEST(RecordOptions, RefuseEventsWithAHint) {
    EXPECT_EQ(refusal({"--event", "deliverey"}), "64 --event: no event \"deliverey\" | did you mean delivery?");
    EXPECT_EQ(
        refusal({"--event", "stats"}),
        "64 --event: only nixie itself reports stats | write one of permanent_failure, transient_failure, delivery, "
        "attempt, reception, rejection");
}

TEST(RecordOptions, RefuseFieldsOfTheUsersOwnWithAHint) {
    EXPECT_EQ(refusal({"--field", "campaign"}), "64 --field: no value in \"campaign\" | write --field campaign=spring");
    EXPECT_EQ(refusal({"--field", "remote_mta=x"}),
              "64 --field: nixie has a field remote_mta itself | write --remote-mta");
    EXPECT_EQ(refusal({"--field", "sequence=1"}),
              "64 --field: nixie has a field sequence itself | only nixie sets it; choose another name");
    EXPECT_EQ(refusal({"--field", "Campaign=x"}),
              "64 --field: \"Campaign\" is no name of a field | write a letter from a "
              "to z, then at most 31 letters, digits and _");
    EXPECT_EQ(refusal({"--field", "a=1", "--field", "a=2"}), "64 --field: a is given twice | give each field once");
}

TEST(RecordOptions, Take32FieldsOfTheUsersOwnAndNoMore) {
    std::vector<std::string> options;
    for (std::size_t i = 0; i < most_user_fields; ++i)
        options.insert(options.end(), {"--field", "x" + std::to_string(i) + "=y"});
    EXPECT_NE(made_of(options).find("\"x31\":\"y\""), std::string::npos);
    options.insert(options.end(), {"--field", "z=y"});
    EXPECT_EQ(refusal(options), "64 --field: more than 32 fields of your own | leave some out");
}

} // namespace
} // namespace nixie::impl
