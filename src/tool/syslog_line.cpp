#include "tool/syslog_line.hpp"

#include "record/utf8.hpp"
#include "tool/safe_text.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t longest_quote = 80; // bytes of a message that is none

std::string or_dash(std::string_view text) {
    return text.empty() ? "-" : safe_text(text);
}

std::string elements_text(const syslog_message &message) {
    std::string text;
    for (const sd_element &element : message.elements) {
        (text += text.empty() ? "[" : " [") += element.id;
        for (const sd_param &param : element.params) ((text += ' ') += param.name) += "=\"" + param.value + '"';
        text += ']';
    }
    return text;
}

// <13>Nov 22 22:31:55 …: most programs that write to /dev/log still send it.
bool is_old_format(std::string_view bytes) {
    const std::size_t end = bytes.find('>');
    if (!bytes.starts_with('<') || end > 4 || bytes.size() < end + 5) return false;
    const char first = bytes[end + 1];
    return first >= 'A' && first <= 'Z' && bytes[end + 4] == ' ';
}

} // namespace

std::string syslog_line(const syslog_message &message) {
    std::string line;
    for (const std::string_view field : {message.timestamp, message.hostname, message.app_name, message.msgid})
        (line += or_dash(field)) += ' ';
    return line + (message.msg.empty() ? or_dash(elements_text(message)) : safe_text(message.msg));
}

std::string problem_line(const parse_problem &problem, std::string_view bytes) {
    std::string line = "byte " + std::to_string(problem.offset) + ": " + safe_text(problem.reason);
    if (is_old_format(bytes)) line += ", this looks like the old format of RFC 3164";
    const std::string_view start = utf8_prefix(bytes, longest_quote);
    return line + ": \"" + safe_text(start) + (start.size() < bytes.size() ? "\"..." : "\"");
}

} // namespace nixie::impl
