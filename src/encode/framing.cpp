#include "encode/framing.hpp"

#include <array>

#include "record/number_form.hpp"

namespace nixie::impl {

void append_frame(std::string &out, std::string_view message, framing how) {
    if (how == framing::octet_counting) (out += std::to_string(message.size())) += ' ';
    out += message;
    if (how == framing::line_feed) out += '\n';
}

std::string_view frame_around(byte_buffer &message, framing how) {
    if (how == framing::line_feed) return message.with_behind('\n');
    std::array<char, longest_number_form> length;
    char *const end = put_number(length.data(), static_cast<std::int64_t>(message.size()));
    *end = ' ';
    return message.with_before({length.data(), static_cast<std::size_t>(end + 1 - length.data())});
}

} // namespace nixie::impl
