// The numbers of an RFC 5424 message, found without taking the message apart. Only for numbered_line.cpp.
#pragma once

#include <string_view>

namespace nixie::impl {

struct message_numbers {
    std::string_view timestamp;
    std::string_view msgid;
    std::string_view instance; // the parameter of whichever element has it; empty: none
    std::string_view sequence; // sequenceId of the element meta; empty: none
};

// Walks over header and elements by the grammar, and not beyond: MSG may hold anything. False: some of it is no RFC
// 5424, or not as simple as nixie writes it, or a number stands twice; parse_syslog_message() then says what it is.
bool scan_message_numbers(std::string_view text, message_numbers &into);

} // namespace nixie::impl
