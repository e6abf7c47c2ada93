// What collectors make of the test messages. The forms are those that rsyslog 8.2302 and syslog-ng 3.38 wrote.
#include "tool/probe_findings.hpp"

#include <gtest/gtest.h>

#include "encode/json.hpp"
#include "tool/heard_message.hpp"
#include "tool/probe_series.hpp"

namespace nixie::impl {
namespace {

using test::probe_message_of;

std::string fate_of(const canary_finding &finding) {
    constexpr const char *names[] = {"as sent", "changed", "cut", "missing"};
    return std::string(names[static_cast<int>(finding.fate)]) + (finding.note.empty() ? "" : ": ") + finding.note;
}

std::string fate_of(std::string_view canary, const std::string &seen) {
    return fate_of(find_canary(probe_message_of(canary), seen));
}

std::string msg_of(const probe_message &message) {
    return message.bytes.substr(message.bytes.find("permanent failure: "));
}

std::string elements_of(const probe_message &message) {
    const std::size_t begin = message.bytes.find('[');
    return message.bytes.substr(begin, message.bytes.rfind(']', message.bytes.find("permanent failure: ")) + 1 - begin);
}

// MSG with something else in the place of the text.
std::string msg_with(std::string_view canary, std::string_view text) {
    return std::string(before_mark_in_msg) + probe_message_of(canary).mark + std::string(text) + "-stop\n";
}

std::string as_json(std::string_view text) {
    std::string json;
    append_json_text(json, text);
    return json;
}

TEST(ProbeFindings, FindsEachInEveryFormThatKeepsIt) {
    for (const probe_message &message : test::probe_messages()) {
        SCOPED_TRACE(message.of.name);
        const std::string msg = msg_of(message);
        const std::string element = elements_of(message);
        const std::string diagnostic = message.mark + message.in_msg + "-stop";
        for (const std::string &seen : {
                 "2026-01-31T14:00:00+00:00 out1 nixie-probe[4711]  " + msg + "\n", // the usual template
                 msg + "\n",                                                        // MSG alone
                 message.bytes + "\n",                                              // the whole message
                 "{\"msg\":" + as_json(msg) + ",\"sd\":{\"diagnostic\":" + as_json(diagnostic) + "}}\n", // mmpstrucdata
                 "{\"_SDATA\":{\"nixie@32473\":{\"diagnostic\":" + as_json(diagnostic) +
                     "}},\"MESSAGE\":" + as_json(msg) + "}\n",       // format-json
                 "{\"structured-data\":" + as_json(element) + "}\n", // the wire form as a text of JSON
                 read_heard(message.bytes, "udp a", "nixie@32473", false).line,
                 read_heard(message.bytes, "udp a", "nixie@32473", true).line,
             }) {
            const canary_finding finding = find_canary(message, "before\n" + seen + "after\n");
            EXPECT_EQ(fate_of(finding), "as sent") << seen.substr(0, 500);
            EXPECT_FALSE(finding.has_octet_count);
        }
    }
}

TEST(ProbeFindings, MissesWhatIsNotThere) {
    const probe_message other = test::probe_messages("fedcba9876543210").front();
    EXPECT_EQ(fate_of("bracket", ""), "missing");
    EXPECT_EQ(fate_of("bracket", msg_of(other) + "\n"), "missing") << "of another run";
    EXPECT_EQ(fate_of("bracket", msg_of(probe_message_of("quote")) + "\n"), "missing");
}

TEST(ProbeFindings, SaysWhatBecameOfACharacter) {
    const std::string kept = "changed: the backslash that RFC 5424 escapes it with is still there";
    const std::string undone = "changed: the #ooo is undone: the character itself is in the text";
    EXPECT_EQ(fate_of("bracket", msg_with("bracket", R"(\])")), kept);
    EXPECT_EQ(fate_of("bracket", "{\"diagnostic\":\"" + probe_message_of("bracket").mark + R"(\\]-stop"})"), kept);
    EXPECT_EQ(fate_of("escape", msg_with("escape", "\x1B")), undone);
    EXPECT_EQ(fate_of("tab", msg_with("tab", "\t")), undone);
    EXPECT_EQ(fate_of("line_break", msg_with("line_break", "\r\n")), undone);
    EXPECT_EQ(fate_of("tab", msg_with("tab", "?")), "changed: became \"?\"");
    EXPECT_EQ(fate_of("tab", msg_with("tab", "\\x09")), "changed: became \"\\x09\"");
    EXPECT_EQ(fate_of("tab", msg_with("tab", "")), "changed: became \"\"");
    EXPECT_EQ(fate_of("utf8_2", msg_with("utf8_2", "#303#251")), "changed: became \"#303#251\"");
    EXPECT_EQ(fate_of("utf8_2", msg_with("utf8_2", "\xC3\x83\xC2\xA9")), "changed: became \"\xC3\x83\xC2\xA9\"");
    EXPECT_EQ(fate_of("utf8_2", msg_with("utf8_2", "\xE9")), "changed: became \"\xEF\xBF\xBD\"");
}

TEST(ProbeFindings, TellsTheWorstOfSeveralPlaces) {
    const probe_message message = probe_message_of("bracket");
    EXPECT_EQ(
        fate_of("bracket", "{\"msg\":\"" + msg_of(message) + "\",\"diagnostic\":\"" + message.mark + R"(\\]-stop"})"),
        "changed: the backslash that RFC 5424 escapes it with is still there");
}

TEST(ProbeFindings, SaysWhereAMessageWasCut) {
    const probe_message message = probe_message_of("size_8k");
    const std::string in_msg = message.bytes.substr(0, 8000);
    EXPECT_EQ(fate_of("size_8k", in_msg + "\n"), "cut: cut after 8000 of 8192 bytes");
    EXPECT_EQ(fate_of("size_8k", in_msg.substr(in_msg.find("permanent failure: ")) + "\nnext\n"),
              "cut: cut after 8000 of 8192 bytes");
    EXPECT_EQ(fate_of("size_8k", message.bytes.substr(0, 3000)), "cut: cut after 3000 of 8192 bytes");
    EXPECT_EQ(find_canary(message, in_msg).arrived, 8000u);
}

TEST(ProbeFindings, DoesNotTakeTheNextMessageForTheEndOfOneThatWasCut) {
    const probe_message message = probe_message_of("size_2k");
    const std::string cut = message.bytes.substr(message.bytes.find("permanent failure: "), 500);
    EXPECT_EQ(fate_of("size_2k", cut + msg_of(message)).substr(0, 8), "cut: cut");
}

TEST(ProbeFindings, SeesThatALongOneWasSplit) {
    const probe_message message = probe_message_of("size_8k");
    const std::string split =
        message.bytes.substr(0, 3000) + "\n<13>1 - h - - - - " + message.bytes.substr(3000) + "\n";
    EXPECT_EQ(fate_of("size_8k", split), "cut: cut after 3000 of 8192 bytes");
    EXPECT_EQ(fate_of("size_8k", split.substr(split.find('\n') + 1)),
              "cut: split: its rest became a message of its own");
}

TEST(ProbeFindings, SeesThatOneCameTwice) {
    const std::string line = msg_of(probe_message_of("tab")) + "\n";
    EXPECT_EQ(fate_of("tab", line + "other\n" + line), "changed: stands in 2 lines: it came as often, or was split");
}

TEST(ProbeFindings, SeesAByteOrderMarkInTheText) {
    const probe_message message = probe_message_of("bom");
    EXPECT_TRUE(find_canary(message, " \xEF\xBB\xBF" + msg_of(message)).bom_stays);
    EXPECT_TRUE(find_canary(message, "{\"msg\":\"\\ufeff" + msg_of(message)).bom_stays);
    EXPECT_FALSE(find_canary(message, msg_of(message)).bom_stays);
}

TEST(ProbeFindings, SeesOctetCountingInTheText) {
    const probe_message message = probe_message_of("tab");
    const std::string counted = std::to_string(message.bytes.size()) + " " + message.bytes;
    EXPECT_TRUE(find_canary(message, "out1 " + counted + "\n").has_octet_count);
    EXPECT_FALSE(find_canary(message, message.bytes + "\n").has_octet_count);
    EXPECT_TRUE(has_glued_messages("x\n" + counted + counted + "\n", test::run));
    EXPECT_FALSE(has_glued_messages(counted + "\n" + counted + "\n", test::run));
    EXPECT_FALSE(has_glued_messages(counted + counted + "\n", "fedcba9876543210")) << "not our business";
}

TEST(ProbeFindings, AnEchoIsTheSameBytesOrNothing) {
    const probe_message message = probe_message_of("tab");
    EXPECT_EQ(fate_of(find_echo(message, {"other", message.bytes})), "as sent");
    EXPECT_EQ(fate_of(find_echo(message, {message.bytes + " "})), "missing");
    EXPECT_EQ(fate_of(find_echo(message, {})), "missing");
}

} // namespace
} // namespace nixie::impl
