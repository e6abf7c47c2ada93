#include "encode/journal_datagram.hpp"

#include <algorithm>
#include <cstdint>

namespace nixie::impl {
namespace {

constexpr std::size_t most_fields = 512;
constexpr std::size_t longest_name = 64; // journald drops a field with a longer one

bool is_field_name(std::string_view name) {
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    return !name.empty() && name.size() <= longest_name && is_letter(name.front()) &&
           std::ranges::all_of(name, [&](char c) { return is_letter(c) || c == '_' || (c >= '0' && c <= '9'); });
}

// Takes a value with its length, and the LF behind it, off `rest`.
bool skip_sized_value(std::string_view &rest) {
    constexpr std::size_t length_bytes = 8;
    if (rest.size() <= length_bytes) return false;
    std::uint64_t length = 0;
    for (std::size_t i = length_bytes; i-- > 0;) length = length << 8 | static_cast<unsigned char>(rest[i]);
    rest.remove_prefix(length_bytes);
    if (length >= rest.size() || rest[length] != '\n') return false;
    rest.remove_prefix(length + 1);
    return true;
}

} // namespace

bool is_one_journal_entry(std::string_view bytes) {
    std::size_t fields = 0;
    for (; !bytes.empty(); ++fields) {
        const std::size_t end = bytes.find('\n');
        if (end == std::string_view::npos) return false;
        const std::string_view line = bytes.substr(0, end);
        const std::size_t equals = line.find('=');
        if (!is_field_name(line.substr(0, equals))) return false;
        bytes.remove_prefix(end + 1);
        if (equals == std::string_view::npos && !skip_sized_value(bytes)) return false;
    }
    return fields > 0 && fields <= most_fields;
}

void journal_datagram::clear() {
    pieces_.clear();
    entries_ = 0;
    bytes_ = 0;
    is_closed_ = false;
}

bool journal_datagram::add(std::string_view entry) {
    constexpr std::string_view empty_line = "\n";
    if (is_closed_ || entries_ == most_entries) return false;
    const bool shares = entry.size() <= limit_ / 8 && is_one_journal_entry(entry);
    if (entries_ > 0 && (!shares || bytes_ + empty_line.size() + entry.size() > limit_)) return false;
    if (entries_ > 0) pieces_.push_back(empty_line);
    pieces_.push_back(entry);
    bytes_ += (entries_ > 0 ? empty_line.size() : 0) + entry.size();
    ++entries_;
    is_closed_ = !shares;
    return true;
}

} // namespace nixie::impl
