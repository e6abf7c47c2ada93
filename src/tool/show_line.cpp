#include "tool/show_line.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include "tool/safe_text.hpp"

namespace nixie::impl {
namespace {

std::string local_time(std::int64_t microseconds) {
    constexpr std::int64_t second = 1'000'000;
    // Rounded down, also before 1970.
    const std::time_t seconds = microseconds / second - (microseconds % second < 0 ? 1 : 0);
    std::tm date{};
    std::array<char, 64> text{};
    if (!localtime_r(&seconds, &date)) return "-";
    return {text.data(), std::strftime(text.data(), text.size(), "%F %T", &date)};
}

// A reply of several lines, as mail servers fold it: 550-5.1.1 a 550 5.1.1 b.
std::string unfolded(std::string_view text) {
    constexpr std::string_view breaks = "\r\n";
    std::string line;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(breaks), text.size());
        if (!line.empty() && end > 0) line += ' ';
        line += text.substr(0, end);
        text.remove_prefix(std::min(text.find_first_not_of(breaks, end), text.size()));
    }
    return line;
}

std::string or_dash(std::string_view text) {
    return text.empty() ? std::string{"-"} : safe_text(text);
}

std::string path(std::string_view address) {
    if (address.empty() || address == "<>") return or_dash(address);
    return "<" + safe_text(address) + ">";
}

std::string remote(const field_set &record) {
    const std::string_view ip = record.text(NIXIE_FIELD_REMOTE_IP);
    std::string text = safe_text(record.text(NIXIE_FIELD_REMOTE_MTA));
    if (!ip.empty()) text += "[" + safe_text(ip) + "]";
    return text.empty() ? "-" : text;
}

} // namespace

std::string show_line(const field_set &record, std::string_view message) {
    const event_row *event = find_event(record.event());
    std::string line = local_time(record.number(NIXIE_FIELD_TIME)) + " " + std::string(event ? event->name : "-");
    if (event && !event->from_caller) return line + " " + or_dash(message);
    line += " " + path(record.text(NIXIE_FIELD_RECIPIENT));
    line += " " + or_dash(record.text(NIXIE_FIELD_STATUS));
    line += " " + remote(record);
    return line + " " + or_dash(unfolded(record.text(NIXIE_FIELD_DIAGNOSTIC)));
}

} // namespace nixie::impl
