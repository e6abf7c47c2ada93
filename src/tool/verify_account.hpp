// What `nixie verify` has seen: per instance and side the numbers, and per instance what its reports tell. Pure.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "decode/numbered_line.hpp"
#include "tool/number_set.hpp"
#include "tool/verify_losses.hpp"

namespace nixie::impl {

// journald's rate limit took so many messages of a unit. They may be of any instance in it.
struct suppression {
    std::string unit;
    std::uint64_t count;
};

// One instance at one side.
struct side_account {
    explicit side_account(number_memory &memory) : seen(memory), doubled(memory), late(memory) {}

    number_set seen;
    number_set doubled;        // numbers that came more than once
    number_set late;           // numbers that came behind a higher one
    std::uint64_t doubles = 0; // records that had come before
    std::uint64_t lowest = 0;  // positions; 0: none
    std::uint64_t highest = 0;
    std::optional<std::int64_t> first_time, last_time;
    std::string unit; // of the first entry in a journal

    // What was suppressed before index `until` lies below the position.
    struct suppression_mark {
        std::size_t until;
        std::uint64_t below;
    };
    std::vector<suppression_mark> suppressions;
};

struct instance_account {
    instance_account(std::string_view instance, number_memory &memory, std::size_t side_count)
        : name(instance), ledger(memory), sides(side_count, side_account(memory)) {}

    std::string name;
    verify_losses ledger;
    std::vector<side_account> sides;
    std::uint64_t lowest = 0, highest = 0; // positions at all sides; 0: none
};

// Sides are read one after the other.
class verify_account {
public:
    struct settings {
        std::size_t sides = 1;
        std::optional<std::int64_t> since{};  // an instance counts at a side from its first record of this time on
        std::vector<std::string> instances{}; // only these; none: all
        std::size_t memory = 256U * 1024 * 1024;
    };
    explicit verify_account(settings how);

    // A record or a report. `unit` is the systemd unit in a journal, else empty.
    void take(std::size_t side, const numbered_entry &entry, std::string_view unit = {});
    void take_suppressed(std::size_t side, suppression what);

    // In the order in which they were first met.
    const std::deque<instance_account> &instances() const { return instances_; }
    const std::vector<suppression> &suppressions(std::size_t side) const { return suppressions_[side]; }
    bool was_short_of_memory() const { return memory_.was_short; }

private:
    instance_account *instance_of(std::string_view name);
    void take_record(instance_account &instance, std::size_t side, const numbered_entry &entry);

    settings how_;
    number_memory memory_;
    std::deque<instance_account> instances_; // which stay where they are
    std::unordered_map<std::string_view, instance_account *> by_name_;
    instance_account *recent_ = nullptr;                 // most records are of the instance before
    std::vector<std::vector<suppression>> suppressions_; // by side
};

} // namespace nixie::impl
