// Reading entries from the journal through libsystemd, found by index.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal_source.hpp"

struct sd_journal;

namespace nixie::impl {

struct stored_field {
    std::string_view name;
    std::string_view value; // any bytes
};

// An entry that journald stored. Its fields are valid until the reader's next step.
struct stored_entry {
    std::int64_t realtime = 0; // when journald took it, in microseconds since 1970
    std::vector<stored_field> fields;
};

// Where an entry stands, by libsystemd's name for it.
struct stored_place {
    std::string cursor;
    std::int64_t realtime = 0;
};

// One reader, one thread: libsystemd's handles may not be shared. Every function throws journal_error.
class journal_reader {
public:
    explicit journal_reader(const journal_source &source);

    // Restricts what next() gives to entries with this value in this field. Several values of one field are
    // alternatives, different fields must all match.
    void match(std::string_view name, std::string_view value);

    // Entries with this value count too, whatever the matches before say.
    void match_also(std::string_view name, std::string_view value);

    // Where next() begins: the first entry at or after a time, or what comes after the last one there is.
    // Without either it begins with the oldest entry.
    void seek(std::int64_t microseconds);
    void seek_end();

    // The last entry, in the order of next(), that was stored at a time or before; none: "" as its cursor. Moves the
    // reader. Where the clock was stepped back, entries of a later time stand before it: journald begins a file then,
    // so only a file is in the order of time.
    stored_place last_until(std::int64_t microseconds);

    // Whether the entry given last is the one of this cursor.
    bool is_at(const std::string &cursor) const;

    // The next entry; false at the end of what there is now.
    bool next(stored_entry &entry);

    // Waits until the journal has changed.
    void wait();

private:
    std::int64_t realtime() const;
    void copy_fields(stored_entry &entry);

    struct closer {
        void operator()(sd_journal *journal) const noexcept;
    };
    std::unique_ptr<sd_journal, closer> journal_;
    std::vector<std::string>
        data_; // NAME=value of the entry given last; libsystemd's own views live for one field only
};

} // namespace nixie::impl
