#include "decode/rfc5424.hpp"

#include <string>

#include "decode/mail_record.hpp"
#include "decode/octal_text.hpp"
#include "fuzz/fuzz_input.hpp"

using namespace nixie::impl;

namespace {

std::string or_nil(std::string_view text) {
    return text.empty() ? "-" : std::string(text);
}

// The message written again from what was read. Everything in it has one legal form, so the bytes must be the same.
std::string written_again(const syslog_message &message) {
    std::string text = '<' + std::to_string(message.facility * 8 + message.severity) + ">1 ";
    for (const std::string_view field :
         {message.timestamp, message.hostname, message.app_name, message.procid, message.msgid})
        text += or_nil(field) + ' ';
    for (const sd_element &element : message.elements) {
        text.append("[").append(element.id);
        for (const sd_param &param : element.params) {
            text.append(" ").append(param.name).append("=\"");
            for (const char c : param.value) text.append(c == '"' || c == '\\' || c == ']' ? "\\" : "").append(1, c);
            text += '"';
        }
        text += ']';
    }
    if (message.elements.empty()) text += '-';
    if (message.bom || !message.msg.empty()) text.append(message.bom ? " \xEF\xBB\xBF" : " ").append(message.msg);
    return text;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::require(undo_octal(text).size() <= size, "escapes never become longer");
    const auto result = parse_syslog_message(text);
    if (const auto *problem = std::get_if<parse_problem>(&result)) {
        fuzz::require(problem->offset <= size && !problem->reason.empty(), "a problem has a place and a reason");
        return 0;
    }
    const auto &message = std::get<syslog_message>(result);
    const std::string again = written_again(message);
    fuzz::require(text == again || text == again + ' ', "what was read is what stands there");
    for (const sd_element &element : message.elements) {
        field_set record;
        read_mail_record(message, element.id, record);
    }
    return 0;
}
