// Records the bounces that Postfix writes. Postfix runs it for each copy of a bounce, with the message on standard
// input:
//
//     /etc/postfix/main.cf      notify_classes = resource, software, bounce
//                               bounce_notice_recipient = nixie-bounces@localhost
//                               transport_maps = inline:{nixie-bounces@localhost=nixie-bounces:}
//     /etc/postfix/master.cf    nixie-bounces unix - n n - - pipe
//                                 user=nobody argv=/usr/local/bin/postfix_pipe
//
// A bounce has a part of type message/delivery-status (RFC 3464), or message/global-delivery-status where addresses are
// in UTF-8 (RFC 6533): fields about the message, then a group of fields about each recipient. Mail without one (a copy
// for the postmaster of another class) is passed over. Where records go is said by the config file, as for every
// program that uses nixie, or by the arguments.
//
// Exit status, which Postfix acts upon: 0, and 75 (try again later) where the records could not be handed over, but not
// where nixie would never take them.
#include <algorithm>
#include <cctype>
#include <iostream>
#include <map>
#include <nixie/logger.hpp>
#include <optional>
#include <string>

namespace {

using fields = std::map<std::string, std::string>; // names in lower case

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::string trimmed(const std::string &text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

// One group: up to an empty line, the end of the part ("--") or of the message. A line that begins with a blank goes on
// with the field before it.
fields read_group(std::istream &from, bool &part_goes_on) {
    fields group;
    std::string *last = nullptr;
    for (std::string line; std::getline(from, line);) {
        part_goes_on = !line.starts_with("--");
        if (!part_goes_on || trimmed(line).empty()) return group;
        const std::size_t colon = line.find(':');
        if (last && (line[0] == ' ' || line[0] == '\t')) {
            *last += ' ' + trimmed(line);
        } else if (colon != std::string::npos) {
            last = &group[lower(line.substr(0, colon))];
            *last = trimmed(line.substr(colon + 1));
        }
    }
    part_goes_on = false;
    return group;
}

// "rfc822; bob@example.fict" → "bob@example.fict", as in most fields of RFC 3464.
std::string without_type(const std::string &value) {
    return trimmed(value.substr(value.find(';') + 1));
}

// Without the comment that may follow it.
std::string first_word(const std::string &value) {
    return value.substr(0, value.find_first_of(" \t("));
}

// Nothing for a word that RFC 3464 section 2.3.3 does not have.
std::optional<nixie::event> event_of(const std::string &action) {
    if (action == "failed") return nixie::event::permanent_failure;
    if (action == "delayed") return nixie::event::transient_failure;
    if (action == "delivered" || action == "relayed" || action == "expanded") return nixie::event::delivery;
    return std::nullopt;
}

// False where it helps to try again.
bool log_recipient(nixie::logger &log, fields message, fields recipient) {
    const std::optional<nixie::event> event = event_of(lower(first_word(recipient["action"])));
    if (!event) return true;
    const std::string status = first_word(recipient["status"]);
    const std::string address = without_type(recipient["final-recipient"]);
    const std::string original = without_type(recipient["original-recipient"]);
    const std::string sender = without_type(message["x-postfix-sender"]);
    const std::string envelope_id = message["original-envelope-id"], queue_id = message["x-postfix-queue-id"];
    const std::string remote = without_type(recipient["remote-mta"]);
    const std::string diagnostic = without_type(recipient["diagnostic-code"]);
    const bool by_remote = lower(recipient["diagnostic-code"]).starts_with("smtp;");
    const nixie::outcome outcome = log.log({.event = *event,
                                            .status = status,
                                            .diagnostic = diagnostic,
                                            .diagnostic_type = diagnostic.empty() ? ""
                                                               : by_remote        ? "smtp"
                                                                                  : "x-local",
                                            .recipient = address,
                                            .sender = sender,
                                            .original_recipient = original,
                                            .envelope_id = envelope_id,
                                            .queue_id = queue_id,
                                            .remote_mta = remote});
    return outcome != nixie::outcome::queue_full && outcome != nixie::outcome::closed;
}

bool begins_delivery_status(const std::string &line) {
    const std::string header = lower(line), name = "content-type:";
    if (!header.starts_with(name)) return false;
    const std::string type = trimmed(header.substr(name.size()));
    return type.starts_with("message/delivery-status") || type.starts_with("message/global-delivery-status");
}

// Up to and with the empty line behind the header of the part; false where the message has none.
bool find_delivery_status(std::istream &message) {
    bool inside = false;
    for (std::string line; std::getline(message, line);) {
        if (begins_delivery_status(line)) inside = true;
        if (inside && trimmed(line).empty()) return true;
    }
    return false;
}

} // namespace

int main(int argc, char **argv) try {
    constexpr int try_again = 75;
    nixie::logger log{{.app_name = "postfix", .targets = {argv + 1, argv + argc}, .environment = argc == 1}};
    bool part_goes_on = find_delivery_status(std::cin);
    const fields message = part_goes_on ? read_group(std::cin, part_goes_on) : fields{};
    bool taken = true;
    while (part_goes_on) {
        const fields recipient = read_group(std::cin, part_goes_on);
        if (!recipient.contains("final-recipient")) continue;
        taken = log_recipient(log, message, recipient) && taken;
    }
    return log.close(std::chrono::seconds{5}) && taken ? 0 : try_again;
} catch (const std::exception &error) {
    std::cout << "4.3.0 " << error.what() << '\n'; // Postfix puts it into its own log
    return 75;
}
