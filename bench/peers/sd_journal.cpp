#include "peers/sd_journal.hpp"

#include <systemd/sd-journal.h>

#include <cstring>
#include <system_error>

namespace nixie::bench {
namespace {

struct field_texts {
    std::string all; // NAME=value, one behind the other
    std::vector<std::size_t> sizes;
};

// Takes an entry of journald's native protocol apart: NAME=value LF, or NAME LF, eight bytes of length, value, LF.
field_texts take_apart(std::string_view entry) {
    field_texts made;
    while (!entry.empty()) {
        const std::size_t end = entry.find_first_of("=\n");
        std::string_view value;
        const std::string name(entry.substr(0, end));
        if (entry[end] == '=') {
            value = entry.substr(end + 1, entry.find('\n', end) - end - 1);
            entry.remove_prefix(end + 1 + value.size() + 1);
        } else {
            std::uint64_t size = 0;
            std::memcpy(&size, entry.data() + end + 1, sizeof size); // little-endian, as the machines we measure on
            value = entry.substr(end + 1 + sizeof size, size);
            entry.remove_prefix(end + 1 + sizeof size + size + 1);
        }
        made.sizes.push_back(name.size() + 1 + value.size());
        made.all += name + '=';
        made.all += value;
    }
    return made;
}

} // namespace

sd_journal_sender::sd_journal_sender() : texts_(take_apart(sample_journal_entry()).all) {
    char *at = texts_.text().data();
    for (const std::size_t size : take_apart(sample_journal_entry()).sizes) {
        fields_.push_back({at, size});
        at += size;
    }
}

void sd_journal_sender::send() {
    const int result = sd_journal_sendv(fields_.data(), static_cast<int>(fields_.size()));
    if (result < 0) throw std::system_error(-result, std::generic_category(), "sd_journal_sendv");
}

} // namespace nixie::bench
