// sd_journal_sendv() with the fields of an entry as nixie writes it, made ready.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <vector>

#include "sample.hpp"

namespace nixie::bench {

class sd_journal_sender {
public:
    sd_journal_sender();
    sd_journal_sender(const sd_journal_sender &) = delete;
    sd_journal_sender &operator=(const sd_journal_sender &) = delete;

    void write(std::uint64_t number) { texts_.write(number); }
    void send(); // throws std::system_error

private:
    numbered_text texts_; // NAME=value, one behind the other
    std::vector<iovec> fields_;
};

} // namespace nixie::bench
