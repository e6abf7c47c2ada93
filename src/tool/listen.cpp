#include "tool/listen.hpp"

#include <csignal>
#include <optional>

#include "record/text_form.hpp"
#include "tool/collector.hpp"
#include "tool/failure.hpp"
#include "tool/interrupt.hpp"
#include "tool/listen_account.hpp"
#include "tool/listen_sockets.hpp"
#include "tool/reporter.hpp"

namespace nixie::impl {
namespace {

std::uint64_t parse_count(const std::string &text) {
    if (text.empty()) return 0;
    const std::optional<std::int64_t> count = parse_number(text);
    if (count && *count > 0) return static_cast<std::uint64_t>(*count);
    throw failure(exit_code::usage, "--count: \"" + text + "\" is no number of messages", "write 1 or more");
}

} // namespace

exit_code listen(const listen_arguments &arguments) {
    listen_account account{{arguments.sd_id, arguments.is_json, parse_count(arguments.count)}};
    watch_interrupts(); // before the sockets are there, so that their files are removed whenever the signal comes
    std::signal(SIGPIPE, SIG_IGN);
    const listen_sockets opened = open_listen_sockets(arguments);
    reporter report{false};
    for (const listening_socket &socket : opened.sockets) report.say("listening on " + socket.name);
    report.say("nixie listen is no production collector: it keeps nothing, has one thread and no TLS");
    collector{opened, account}.run();
    account.flush();
    report.say(account.summary());
    return exit_code::ok;
}

} // namespace nixie::impl
