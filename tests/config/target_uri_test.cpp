#include <gtest/gtest.h>

#include "config/options.hpp"

namespace nixie::impl {
namespace {

target_options parsed(std::string_view uri) {
    auto result = parse_target(uri);
    if (const auto *const wrong = std::get_if<config_error>(&result)) {
        ADD_FAILURE() << wrong->text;
        return {};
    }
    return std::get<target_options>(std::move(result));
}

std::string refusal_of(std::string_view uri) {
    const auto result = parse_target(uri);
    const auto *const wrong = std::get_if<config_error>(&result);
    return wrong ? wrong->text : "taken";
}

constexpr std::uint32_t bit(nixie_event event) {
    return 1U << event;
}

TEST(TargetUri, EachKindHasItsDefaults) {
    const target_options journald = parsed("journald:");
    EXPECT_EQ(journald.uri, "journald:");
    EXPECT_EQ(journald.scheme, scheme::journald);
    EXPECT_EQ(journald.path, "");
    EXPECT_EQ(journald.max_size, 0U);
    EXPECT_EQ(journald.facility, 2);
    EXPECT_EQ(journald.bom, bom_option::none);
    EXPECT_EQ(journald.backlog, 16U << 20);
    EXPECT_FALSE(journald.on_full_given);
    EXPECT_EQ(parsed("unix:/dev/log").scheme, scheme::unix_socket);
    EXPECT_EQ(parsed("unix:/dev/log").path, "/dev/log");
    EXPECT_EQ(parsed("unix:/dev/log").max_size, 8192U);
    EXPECT_EQ(parsed("udp://a").scheme, scheme::udp);
    EXPECT_EQ(parsed("udp://a").max_size, 0U);
    EXPECT_EQ(parsed("udp://a").mtu, mtu_option::path);
    EXPECT_EQ(parsed("tcp://a").scheme, scheme::tcp);
    EXPECT_EQ(parsed("tcp://a").max_size, 8192U);
    EXPECT_EQ(parsed("tcp://a").framing, framing_option::octet);
    EXPECT_EQ(parsed("stdout:").scheme, scheme::standard_output);
    EXPECT_EQ(parsed("stdout:").max_size, 0U);
    EXPECT_EQ(parsed("stdout:").format, output_format::rfc5424);
    EXPECT_EQ(parsed("journald:mail").path, "mail");
}

TEST(TargetUri, EveryEventIsTakenByDefault) {
    const target_options all = parsed("journald:");
    for (int event = NIXIE_PERMANENT_FAILURE; event <= NIXIE_STATS; ++event) EXPECT_TRUE(all.takes(event)) << event;
}

TEST(TargetUri, OptionsOfAQuery) {
    const target_options target = parsed("unix:/run/log?max_size=4096&facility=local3&bom=auto&backlog=64KiB&on_full="
                                         "block&events=delivery,permanent_failure");
    EXPECT_EQ(target.path, "/run/log");
    EXPECT_EQ(target.max_size, 4096U);
    EXPECT_EQ(target.facility, 19);
    EXPECT_EQ(target.bom, bom_option::automatic);
    EXPECT_EQ(target.backlog, 64U << 10);
    EXPECT_TRUE(target.on_full_given);
    EXPECT_EQ(target.on_full, on_full::block);
    EXPECT_EQ(target.events, bit(NIXIE_DELIVERY) | bit(NIXIE_PERMANENT_FAILURE));
    EXPECT_FALSE(target.takes(NIXIE_ATTEMPT));
    EXPECT_EQ(parsed("stdout:?format=json").format, output_format::json);
    EXPECT_EQ(parsed("stdout:?format=journal").format, output_format::journal);
    EXPECT_EQ(parsed("stdout:?bom=always").bom, bom_option::always);
    EXPECT_EQ(parsed("journald:mail?on_full=drop").path, "mail");
    EXPECT_EQ(parsed("tcp://a?framing=lf").framing, framing_option::lf);
    EXPECT_EQ(parsed("tcp://a/?max_size=1MiB").max_size, 1U << 20);
    EXPECT_EQ(parsed("udp://a?max_size=2KiB").max_size, 2048U);
}

TEST(TargetUri, TheSizeOfAPacketIsAWordOrANumber) {
    EXPECT_EQ(parsed("udp://a?mtu=path").mtu, mtu_option::path);
    EXPECT_EQ(parsed("udp://a?mtu=fragment").mtu, mtu_option::fragment);
    for (const std::size_t size : {576U, 1280U, 1500U, 65535U}) {
        const target_options target = parsed("udp://a?mtu=" + std::to_string(size));
        EXPECT_EQ(target.mtu, mtu_option::fixed);
        EXPECT_EQ(target.mtu_size, size);
    }
}

TEST(TargetUri, EntriesShareADatagramOnlyWhereThatIsAskedFor) {
    EXPECT_EQ(parsed("journald:").batch, 1U);
    EXPECT_EQ(parsed("journald:?batch=1").batch, 1U);
    EXPECT_EQ(parsed("journald:mail?batch=64").batch, 64U);
}

TEST(TargetUri, AnOptionDoesNotChangeTheOthers) {
    const target_options target = parsed("unix:/dev/log?facility=kern");
    EXPECT_EQ(target.facility, 0);
    EXPECT_EQ(target.max_size, 8192U);
    EXPECT_EQ(target.backlog, 16U << 20);
}

// RFC 5424 section 6.2.1: the position of the name is the number.
TEST(TargetUri, FacilitiesHaveTheirNumbers) {
    const char *names[] = {"kern",   "user",   "mail",     "daemon", "auth",   "syslog", "lpr",    "news",
                           "uucp",   "cron",   "authpriv", "ftp",    "ntp",    "audit",  "alert",  "clock",
                           "local0", "local1", "local2",   "local3", "local4", "local5", "local6", "local7"};
    int number = 0;
    for (const char *name : names) EXPECT_EQ(parsed(std::string{"journald:?facility="} + name).facility, number++);
}

TEST(TargetUri, TakesTheEndsOfEachRange) {
    EXPECT_EQ(parsed("unix:/x?max_size=1KiB").max_size, 1024U);
    EXPECT_EQ(parsed("unix:/x?max_size=1GiB").max_size, std::size_t{1} << 30);
    EXPECT_EQ(parsed("unix:/x?backlog=4GiB").backlog, std::size_t{4} << 30);
    const std::string longest = '/' + std::string(106, 'x'); // sun_path has room for 107 bytes and a NUL
    EXPECT_EQ(parsed("unix:" + longest).path, longest);
    EXPECT_EQ(parsed("journald:" + std::string(64, 'n')).path, std::string(64, 'n'));
}

TEST(TargetUri, RefusalOfAKindOrAPlace) {
    const std::string too_long = '/' + std::string(107, 'x');
    const std::string legal_path = R"(; legal: an absolute path of at most 107 bytes, as in unix:/dev/log)";
    const std::string legal_namespace = "; legal: journald: or journald:NAME, NAME without slashes";
    const std::pair<std::string, std::string> cases[] = {
        {"", R"(target : no such kind of target: ""; legal: journald, udp, tcp, unix, stdout)"},
        {"journal:", R"(target journal:: no such kind of target: "journal"; did you mean journald?)"},
        {"stdin:", R"(target stdin:: no such kind of target: "stdin"; legal: journald, udp, tcp, unix, stdout)"},
        {"stdot:", R"(target stdot:: no such kind of target: "stdot"; did you mean stdout?)"},
        {"/dev/log", R"(target /dev/log: no such kind of target: "/dev/log"; legal: journald, udp, tcp, unix, stdout)"},
        {"journald", "target journald: the colon is missing; write journald:"},
        {"unix:", R"(target unix:: no socket path: "")" + legal_path},
        {"unix:dev/log", R"(target unix:dev/log: no socket path: "dev/log")" + legal_path},
        {"unix:" + too_long, "target unix:" + too_long + ": no socket path: \"" + too_long + '"' + legal_path},
        {"journald:a/b", "target journald:a/b: no journal namespace: a/b" + legal_namespace},
        {"journald:" + std::string(65, 'n'), "target journald:" + std::string(65, 'n') +
                                                 ": no journal namespace: " + std::string(65, 'n') + legal_namespace},
        {"stdout:json", "target stdout:json: nothing stands between stdout: and its options, as in "
                        "stdout:?format=json"},
    };
    for (const auto &[uri, text] : cases) EXPECT_EQ(refusal_of(uri), text);
}

TEST(TargetUri, RefusalOfAnOption) {
    const std::pair<std::string, std::string> cases[] = {
        {"unix:/x?max-size=1KiB", R"(no option of unix: "max-size"; did you mean max_size?)"},
        {"unix:/x?format=json",
         R"(no option of unix: "format"; legal: events, max_size, facility, bom, backlog, on_full)"},
        {"journald:?max_size=1KiB",
         R"(no option of journald: "max_size"; legal: events, facility, backlog, on_full, batch)"},
        {"stdout:?x=1",
         R"(no option of stdout: "x"; legal: events, max_size, facility, bom, backlog, on_full, format)"},
        {"unix:/x?backlog", "option backlog has no value; write backlog=VALUE"},
        {"unix:/x?backlog=", R"(option backlog: "" is no size in range; legal: 64KiB to 4GiB, such as 16MiB)"},
        {"unix:/x?backlog=63KiB",
         R"(option backlog: "63KiB" is no size in range; legal: 64KiB to 4GiB, such as 16MiB)"},
        {"unix:/x?max_size=1023", R"(option max_size: "1023" is no size in range; legal: 1KiB to 1GiB, such as 8192)"},
        {"stdout:?format=jsn", R"(option format: "jsn" is no such value; did you mean json?)"},
        {"unix:/x?bom=utf8", R"(option bom: "utf8" is no such value; legal: none, always, auto)"},
        {"unix:/x?facility=mial", R"(option facility: "mial" is no such value; did you mean mail?)"},
        {"unix:/x?on_full=blocks", R"(option on_full: "blocks" is no such value; did you mean block?)"},
        {"unix:/x?events=", R"(option events: "" is an empty list; name at least one event, separated by commas)"},
        {"unix:/x?events=delivry", R"(option events: "delivry" is no event: delivry; did you mean delivery?)"},
        {"unix:/x?events=delivery,,attempt",
         R"(option events: "delivery,,attempt" is no event: ; legal: permanent_failure, transient_failure, delivery, )"
         "attempt, reception, rejection"},
        {"unix:/x?framing=lf",
         R"(no option of unix: "framing"; legal: events, max_size, facility, bom, backlog, on_full)"},
        {"udp://a?framing=lf",
         R"(no option of udp: "framing"; legal: events, max_size, facility, bom, backlog, on_full, mtu)"},
        {"unix:/x?batch=10", R"(no option of unix: "batch"; legal: events, max_size, facility, bom, backlog, on_full)"},
        {"journald:?batch=0", R"(option batch: "0" is no number in range; legal: 1 to 64)"},
        {"journald:?batch=65", R"(option batch: "65" is no number in range; legal: 1 to 64)"},
        {"journald:?batch=", R"(option batch: "" is no number in range; legal: 1 to 64)"},
        {"journald:?batch=2KiB", R"(option batch: "2KiB" is no number in range; legal: 1 to 64)"},
        {"journald:?batch=-1", R"(option batch: "-1" is no number in range; legal: 1 to 64)"},
        {"journald:?batch=99999999999999999999",
         R"(option batch: "99999999999999999999" is no number in range; legal: 1 to 64)"},
        {"journald:?batsch=2", R"(no option of journald: "batsch"; did you mean batch?)"},
        {"tcp://a?mtu=path",
         R"(no option of tcp: "mtu"; legal: events, max_size, facility, bom, backlog, on_full, framing, replay)"},
        {"tcp://a?framing=oktet", R"(option framing: "oktet" is no such value; did you mean octet?)"},
        {"tcp://a?framing=counted", R"(option framing: "counted" is no such value; legal: octet, lf)"},
        {"tcp://a?max_size=1023", R"(option max_size: "1023" is no size in range; legal: 1KiB to 1GiB, such as 8192)"},
        {"udp://a?mtu=575", R"(option mtu: "575" is no size in range; legal: path, fragment, or 576 to 65535)"},
        {"udp://a?mtu=65536", R"(option mtu: "65536" is no size in range; legal: path, fragment, or 576 to 65535)"},
        {"udp://a?mtu=0", R"(option mtu: "0" is no size in range; legal: path, fragment, or 576 to 65535)"},
        {"udp://a?mtu=", R"(option mtu: "" is no size in range; legal: path, fragment, or 576 to 65535)"},
        {"udp://a?mtu=99999999999999999999",
         R"(option mtu: "99999999999999999999" is no size in range; legal: path, fragment, or 576 to 65535)"},
        {"udp://a?mtu=paht", R"(option mtu: "paht" is no such value; did you mean path?)"},
        {"udp://a?mtu=2KiB", R"(option mtu: "2KiB" is no such value; legal: path, fragment, 576 to 65535)"},
        {"unix:/x?backlog=1MiB&bom=none&backlog=1MiB", "option backlog is given twice; leave one of them out"},
        {"unix:/x?facility=mail&fcility=mail", R"(no option of unix: "fcility"; did you mean facility?)"},
    };
    for (const auto &[uri, text] : cases) EXPECT_EQ(refusal_of(uri), "target " + uri + ": " + text);
}

TEST(TargetUri, NixiesOwnReportsCannotBeChosen) {
    EXPECT_EQ(refusal_of("journald:?events=loss"),
              R"(target journald:?events=loss: option events: "loss" is no event: loss; legal: permanent_failure, )"
              "transient_failure, delivery, attempt, reception, rejection");
}

TEST(TargetList, TakesUrisSeparatedByBlanks) {
    logger_options options;
    EXPECT_TRUE(
        std::holds_alternative<std::monostate>(add_targets(options, " journald:\tunix:/dev/log\n stdout:\r\n")));
    ASSERT_EQ(options.targets.size(), 3U);
    EXPECT_EQ(options.targets[0].uri, "journald:");
    EXPECT_EQ(options.targets[1].uri, "unix:/dev/log");
    EXPECT_EQ(options.targets[2].uri, "stdout:");
}

TEST(TargetList, AnEmptyListAddsNothing) {
    for (const char *text : {"", " ", "\t\r\n"}) {
        logger_options options;
        EXPECT_TRUE(std::holds_alternative<std::monostate>(add_targets(options, text)));
        EXPECT_TRUE(options.targets.empty());
    }
}

TEST(TargetList, OneWrongUriAddsNone) {
    logger_options options;
    options.targets.push_back(parsed("stdout:"));
    const auto result = add_targets(options, "journald: unix:dev/log stdout:");
    ASSERT_TRUE(std::holds_alternative<config_error>(result));
    EXPECT_EQ(std::get<config_error>(result).text,
              R"(target unix:dev/log: no socket path: "dev/log"; legal: an absolute path of at most 107 bytes, as in )"
              "unix:/dev/log");
    EXPECT_EQ(options.targets.size(), 1U);
}

} // namespace
} // namespace nixie::impl
