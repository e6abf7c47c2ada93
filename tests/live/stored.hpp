// What journald has stored, read through libsystemd alone: nothing of nixie's own readers takes part.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

struct sd_journal;

namespace nixie::tests {

struct stored_field {
    std::string name;
    std::string value;
    bool operator==(const stored_field &) const = default;
};

// An entry with the fields of a record: MESSAGE…, PRIORITY, SYSLOG_…, MAIL_…, but not journald's own (_PID and so on).
class stored_entry {
public:
    explicit stored_entry(std::vector<stored_field> fields) : fields_(std::move(fields)) {}
    // "" where it has none, and a text that no test expects where it has several.
    std::string operator[](std::string_view name) const;
    std::size_t count(std::string_view name) const;
    const std::vector<stored_field> &fields() const { return fields_; }

private:
    std::vector<stored_field> fields_;
};

// All entries of one logger (MAIL_INSTANCE), in the order of the journal.
std::vector<stored_entry> stored_entries(const std::string &instance, const std::string &name_space = "");

// The same one by one, with only the fields named, in that order, "" where an entry lacks one: for many entries. The
// instance "" stands for every one; __REALTIME_TIMESTAMP is when journald got it, in microseconds.
void each_stored(const std::string &instance, const std::vector<std::string> &names,
                 const std::function<void(const std::vector<std::string> &)> &visit);

} // namespace nixie::tests
