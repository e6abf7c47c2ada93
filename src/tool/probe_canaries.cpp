#include "tool/probe_canaries.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "encode/escape.hpp"
#include "record/derive.hpp"
#include "tool/heard_message.hpp"

namespace nixie::impl {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view recipient = "probe@nixie.invalid"; // RFC 2606: nobody has it, ever

std::string escaped(std::string_view text, escape_for where) {
    std::string result;
    append_escaped(result, text, where);
    return result;
}

// Text that tells at each place how far it has come: 0000000-0000008-0000016-…
std::string filler(std::size_t size) {
    std::string text;
    while (text.size() < size) {
        std::array<char, 24> block{};
        std::snprintf(block.data(), block.size(), "%07zu-", text.size());
        text += block.data();
    }
    text.resize(size);
    return text;
}

class message_maker {
public:
    message_maker(const probe_origin &origin, std::int64_t sequence) : origin_(origin), sequence_(sequence) {}

    probe_message make(const canary &of) {
        if (of.size == 0) return with_text(of, std::string(of.text), "");
        const std::size_t wanted = std::min(of.size, origin_.largest);
        // Each byte of the text stands in the message twice; a pad of one or two bytes makes up for an odd rest.
        const std::size_t rest = wanted - std::min(wanted, with_text(of, "0", "x").bytes.size());
        return with_text(of, filler(rest / 2 + 1), rest % 2 == 0 ? "x" : "xx");
    }

private:
    probe_message with_text(const canary &of, const std::string &text, std::string_view pad) {
        probe_message made{of,
                           "",
                           std::string(mark_begin) + origin_.run + " " + std::string(of.name) + " start-",
                           text,
                           escaped(text, escape_for::msg),
                           escaped(text, escape_for::param)};
        const std::string diagnostic = made.mark + text + std::string(probe_stop);
        field_set record;
        record.set_number(NIXIE_FIELD_TIME, origin_.time);
        record.set_number(NIXIE_FIELD_SEQUENCE, sequence_);
        record.set_text(NIXIE_FIELD_INSTANCE, origin_.run);
        record.set_text(NIXIE_FIELD_DIAGNOSTIC, diagnostic);
        record.set_text(NIXIE_FIELD_RECIPIENT, recipient);
        record.add_user_field("probe", origin_.run);
        record.add_user_field("canary", of.name);
        if (!pad.empty()) record.add_user_field("pad", pad);
        derive(record);
        rfc5424_encoder encoder({.hostname = origin_.hostname,
                                 .app_name = std::string(probe_app_name),
                                 .procid = origin_.procid,
                                 .bom = of.bom});
        encoder.encode(record, made.bytes);
        return made;
    }

    const probe_origin &origin_;
    std::int64_t sequence_;
};

} // namespace

const std::vector<canary> &all_canaries() {
    static const std::vector<canary> canaries{
        {"bracket", "]", "]"},
        {"quote", "\"", "\""},
        {"backslash", "\\", "\\"},
        {"all_three", R"(] " \)", R"(]"\)"},
        {"line_break", "CR LF, written as #015#012", "\r\n"},
        {"tab", "TAB, written as #011", "\t"},
        {"nul", "NUL, written as #000", "\0"sv},
        {"escape", "ESC, written as #033", "\x1B"},
        {"delete", "DEL, written as #177", "\x7F"},
        {"c1", "U+009B, written as #302#233", "\xC2\x9B"},
        {"separator", "U+2028, written as #342#200#250", "\xE2\x80\xA8"},
        {"bidi", "U+202E, written as #342#200#256", "\xE2\x80\xAE"},
        {"utf8_2", "U+00E9, two bytes of UTF-8", "\xC3\xA9"},
        {"utf8_3", "U+20AC, three bytes", "\xE2\x82\xAC"},
        {"utf8_4", "U+1F4EC, four bytes", "\xF0\x9F\x93\xAC"},
        {"bom", "U+00E9 after a byte order mark before MSG", "\xC3\xA9", bom::always},
        {"size_2k", "a message of 2 KiB", "", bom::none, 2 << 10},
        {"size_8k", "a message of 8 KiB", "", bom::none, 8 << 10},
        {"size_64k", "a message of 64 KiB", "", bom::none, largest_canary},
    };
    return canaries;
}

std::vector<probe_message> make_probe_messages(const probe_origin &origin) {
    std::vector<probe_message> messages;
    for (const canary &each : all_canaries())
        messages.push_back(message_maker(origin, static_cast<std::int64_t>(messages.size()) + 1).make(each));
    return messages;
}

} // namespace nixie::impl
