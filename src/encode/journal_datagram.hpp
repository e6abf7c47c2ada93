// Several journal entries in one datagram, with an empty line between two. systemd-journald takes that (252 does) and
// does not document it: it stops reading a datagram at the first entry that it does not understand, so only those go
// together that nobody can misread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace nixie::impl {

// Whether the bytes are one entry of the native protocol and nothing else: lines NAME=value, or NAME and a value with
// its length, up to the last byte; no other line, no empty one, and fields enough below journald's limit of 1024.
bool is_one_journal_entry(std::string_view bytes);

class journal_datagram {
public:
    static constexpr std::size_t most_entries = 64;

    // bytes: of a datagram with several entries.
    void limit_to(std::size_t bytes) { limit_ = bytes; }

    void clear();
    // Adds the next entry, whose bytes must stay where they are. False: it goes in another datagram. The first one is
    // always taken; an entry that is not sure to be read, or that is larger than an eighth of the limit, goes alone.
    bool add(std::string_view entry);
    std::size_t entries() const { return entries_; }
    // The datagram, in pieces.
    std::span<const std::string_view> pieces() const { return pieces_; }

private:
    std::size_t limit_ = std::size_t{96} << 10;
    std::vector<std::string_view> pieces_;
    std::size_t entries_ = 0;
    std::size_t bytes_ = 0;
    bool is_closed_ = false; // nothing may follow what it has
};

} // namespace nixie::impl
