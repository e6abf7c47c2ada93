// Texts for callers of the C API.
#pragma once

#include <cstddef>
#include <string_view>

namespace nixie::impl {

// Copies `text` into `why`, cut to its size, with NUL; nothing where `why` is NULL or has no room.
inline void put_text(char *why, std::size_t why_size, std::string_view text) {
    if (!why || why_size == 0) return;
    const std::size_t size = text.copy(why, why_size - 1);
    why[size] = '\0';
}

} // namespace nixie::impl
