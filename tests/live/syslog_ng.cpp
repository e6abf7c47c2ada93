#include "live/syslog_ng.hpp"

#include <fstream>

#include "api/shell.hpp"

namespace nixie::tests {
namespace {

const std::string main_path = "/run/syslog-ng.conf";

// The documented file is one of those that the main one includes. After a write that failed, for want of room,
// syslog-ng tries again after a second in place of a minute.
std::string foreground_command(const std::string &folder) {
    const std::string included = written_configuration("/etc/syslog-ng/conf.d/nixie.conf", folder);
    std::ofstream(main_path) << "@version: 3.38\noptions { time-reopen(1); };\n@include \"" << included << "\"\n";
    return "syslog-ng --foreground --cfgfile=" + main_path;
}

} // namespace

syslog_ng::syslog_ng(const collector_place &place) : collector("syslog-ng", foreground_command(place.folder), place) {}

std::string syslog_ng::complaints() const {
    const shell_result checked = run_shell("syslog-ng --syntax-only --cfgfile=" + main_path + " 2>&1");
    return checked.exit_code == 0 ? checked.output
                                  : "exit status " + std::to_string(checked.exit_code) + checked.output;
}

std::string syslog_ng::target(way by, const std::string &host) const {
    switch (by) {
    case way::udp:
        return "udp://" + host;
    case way::tcp:
        return "tcp://" + host;
    case way::tcp_lf:
        return "tcp://" + host + ":514?framing=lf";
    }
    return "";
}

stored_message syslog_ng::read(simdjson::dom::element line) const {
    std::string time = text_of(line, "TIME"); // in UTC, as documented, with an offset for Z
    if (time.ends_with("+00:00")) time.replace(time.size() - 6, 6, "Z");
    std::string_view message; // format-json leaves out what is empty, as MSG is in the longest messages
    if (line["MESSAGE"].get(message) != simdjson::SUCCESS) message = "";
    return {.pri = text_of(line, "PRI"),
            .time = time,
            .hostname = text_of(line, "HOST"),
            .app_name = text_of(line, "PROGRAM"),
            .procid = text_of(line, "PID"),
            .msgid = text_of(line, "MSGID"),
            .message = std::string(message),
            .elements = elements_of(line, "_SDATA")};
}

} // namespace nixie::tests
