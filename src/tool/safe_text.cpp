#include "tool/safe_text.hpp"

#include "encode/escape.hpp"

namespace nixie::impl {

std::string safe_text(std::string_view text) {
    std::string safe;
    append_escaped(safe, text, escape_for::msg);
    return safe;
}

} // namespace nixie::impl
