#include "encode/framing.hpp"

namespace nixie::impl {

void append_frame(std::string &out, std::string_view message, framing how) {
    if (how == framing::octet_counting) (out += std::to_string(message.size())) += ' ';
    out += message;
    if (how == framing::line_feed) out += '\n';
}

} // namespace nixie::impl
