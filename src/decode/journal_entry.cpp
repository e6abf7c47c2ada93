#include "decode/journal_entry.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace nixie::impl {

namespace {

constexpr std::size_t longest_name = 64;
constexpr std::size_t length_size = 8;

bool is_name_char(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// 8 bytes, the least significant one first.
std::uint64_t little_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = length_size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

// Each step moves at_ behind what it read, or keeps the problem and returns false.
class entry_parser {
public:
    entry_parser(std::string_view bytes, journal_form form) : bytes_(bytes), form_(form) {}

    std::variant<std::vector<journal_entry>, parse_problem> parse() {
        bool between_entries = true;
        while (at_ < bytes_.size()) {
            if (bytes_[at_] == '\n') {
                ++at_;
                between_entries = true;
                continue;
            }
            if (between_entries) entries_.emplace_back();
            between_entries = false;
            if (!field(entries_.back().fields.emplace_back())) return std::move(problem_);
        }
        return std::move(entries_);
    }

private:
    bool fail(std::size_t offset, const char *reason) {
        problem_ = {offset, reason};
        return false;
    }

    bool field(journal_field &into) {
        if (!name(into.name)) return false;
        if (at_ == bytes_.size()) return fail(at_, "a field ends after its name");
        const char separator = bytes_[at_++];
        if (separator == '=') return text_value(into.value);
        return separator == '\n' ? sized_value(into.value) : fail(at_ - 1, "a name has a byte other than A-Z, 0-9, _");
    }

    bool name(std::string_view &into) {
        const std::size_t begin = at_;
        while (at_ < bytes_.size() && is_name_char(bytes_[at_])) ++at_;
        into = bytes_.substr(begin, at_ - begin);
        if (into.empty()) return fail(begin, "a field has no name of A-Z, 0-9, _");
        if (into.size() > longest_name) return fail(begin + longest_name, "a name is longer than 64 bytes");
        if (into[0] >= '0' && into[0] <= '9') return fail(begin, "a name begins with a digit");
        if (into[0] == '_' && form_ == journal_form::native)
            return fail(begin, "a name begins with _, which journald keeps for itself");
        return true;
    }

    // The rest of the line.
    bool text_value(std::string_view &into) {
        const std::size_t end = bytes_.find('\n', at_);
        if (end == std::string_view::npos) return fail(bytes_.size(), "a line does not end");
        into = bytes_.substr(at_, end - at_);
        at_ = end + 1;
        return true;
    }

    bool sized_value(std::string_view &into) {
        if (bytes_.size() - at_ < length_size) return fail(bytes_.size(), "a length has less than 8 bytes");
        const std::uint64_t size = little_endian(bytes_.substr(at_));
        if (size > bytes_.size() - at_ - length_size) return fail(at_, "a length goes beyond the end");
        into = bytes_.substr(at_ + length_size, size);
        at_ += length_size + into.size();
        if (at_ == bytes_.size() || bytes_[at_] != '\n') return fail(at_, "no line feed after a value with a length");
        ++at_;
        return true;
    }

    std::string_view bytes_;
    journal_form form_;
    std::size_t at_ = 0;
    std::vector<journal_entry> entries_;
    parse_problem problem_{};
};

} // namespace

std::optional<std::string_view> journal_entry::find(std::string_view name) const {
    const auto has_name = [name](const journal_field &field) { return field.name == name; };
    const auto found = std::find_if(fields.begin(), fields.end(), has_name);
    if (found == fields.end() || std::any_of(std::next(found), fields.end(), has_name)) return std::nullopt;
    return found->value;
}

std::variant<std::vector<journal_entry>, parse_problem> parse_journal_entries(std::string_view bytes,
                                                                              journal_form form) {
    return entry_parser(bytes, form).parse();
}

} // namespace nixie::impl
