#include "live/rsyslogd.hpp"

#include <sstream>

#include "api/shell.hpp"

namespace nixie::tests {

rsyslogd::rsyslogd(const collector_place &place)
    : rsyslogd(place, written_configuration("/etc/rsyslog.d/30-nixie.conf", place.folder)) {}

// -iNONE: no pid file; as the unit of Debian starts it.
rsyslogd::rsyslogd(const collector_place &place, const std::string &configuration)
    : collector("rsyslogd", "rsyslogd -n -iNONE -f " + configuration, place), configuration_(configuration) {}

std::string rsyslogd::complaints() const {
    const shell_result checked = run_shell("rsyslogd -N1 -f " + configuration_ + " 2>&1");
    std::string said = checked.exit_code == 0 ? "" : "exit status " + std::to_string(checked.exit_code) + "\n";
    std::istringstream lines(checked.output);
    for (std::string line; std::getline(lines, line);) // it names its version and says that it ends, whatever it finds
        if (!line.starts_with("rsyslogd: version ") && !line.starts_with("rsyslogd: End of config "))
            said += line + "\n";
    return said;
}

// One port for TCP: it detects the framing.
std::string rsyslogd::target(way by, const std::string &host) const {
    switch (by) {
    case way::udp:
        return "udp://" + host;
    case way::tcp:
        return "tcp://" + host;
    case way::tcp_lf:
        return "tcp://" + host + ":601?framing=lf";
    }
    return "";
}

stored_message rsyslogd::read(simdjson::dom::element line) const {
    return {.pri = text_of(line, "pri"),
            .time = text_of(line, "time"),
            .hostname = text_of(line, "hostname"),
            .app_name = text_of(line, "app_name"),
            .procid = text_of(line, "procid"),
            .msgid = text_of(line, "msgid"),
            .message = text_of(line, "message"),
            .elements = elements_of(line, "sd")};
}

} // namespace nixie::tests
