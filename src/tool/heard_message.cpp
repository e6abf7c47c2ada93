#include "tool/heard_message.hpp"

#include <optional>
#include <variant>

#include "decode/mail_record.hpp"
#include "decode/rfc5424.hpp"
#include "tool/listen_json.hpp"
#include "tool/syslog_line.hpp"

namespace nixie::impl {

heard_message read_heard(std::string_view bytes, const std::string &from, const std::string &sd_id, bool is_json) {
    heard_message heard;
    const auto parsed = parse_syslog_message(bytes);
    if (const auto *problem = std::get_if<parse_problem>(&parsed)) {
        heard.remark = from + ": " + problem_line(*problem, bytes);
        return heard;
    }
    const auto &message = std::get<syslog_message>(parsed);
    heard.is_good = true;
    heard.is_probe = message.app_name == probe_app_name;
    field_set record;
    const bool has_element = message.find_element(sd_id) != nullptr;
    const auto problem = has_element ? read_mail_record(message, sd_id, record) : std::nullopt;
    if (problem)
        heard.remark = from + ": " + sd_id + " is none of nixie: " + problem->reason +
                       (problem->field.empty() ? "" : " (" + problem->field + ")");
    if (is_json)
        append_listen_json(heard.line, message, has_element && !problem ? &record : nullptr, from);
    else
        heard.line = from + ": " + syslog_line(message);
    heard.line += '\n';
    return heard;
}

} // namespace nixie::impl
