#include "tool/verify_account.hpp"

#include <algorithm>

#include "tool/sequence_position.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t side_cost = sizeof(side_account) + 64;
constexpr std::size_t instance_cost = sizeof(instance_account) + 256;

// The positions that a number of this instance is near to, as far as is known at this side.
number_range place_of(const instance_account &instance, const side_account &side) {
    if (side.highest != 0) return {side.highest, side.highest};
    if (instance.highest != 0) return {instance.lowest, instance.highest};
    return {first_position(1), first_position(round_size)};
}

void note_time(side_account &side, std::optional<std::int64_t> time) {
    if (!time) return;
    side.first_time = std::min(side.first_time.value_or(*time), *time);
    side.last_time = std::max(side.last_time.value_or(*time), *time);
}

void note_position(std::uint64_t position, std::uint64_t &lowest, std::uint64_t &highest) {
    lowest = lowest == 0 ? position : std::min(lowest, position);
    highest = std::max(highest, position);
}

} // namespace

verify_account::verify_account(settings how) : how_(std::move(how)), memory_{how_.memory}, suppressions_(how_.sides) {}

// nullptr: it was not asked for, or there is no memory for it.
instance_account *verify_account::instance_of(std::string_view name) {
    if (recent_ && recent_->name == name) return recent_;
    const auto found = by_name_.find(name);
    if (found != by_name_.end()) return recent_ = found->second;
    const bool is_wanted = how_.instances.empty() || std::ranges::find(how_.instances, name) != how_.instances.end();
    if (!is_wanted || !memory_.take(instance_cost + how_.sides * side_cost)) return nullptr;
    recent_ = &instances_.emplace_back(name, memory_, how_.sides);
    by_name_.emplace(recent_->name, recent_);
    return recent_;
}

void verify_account::take(std::size_t side, const numbered_entry &entry, std::string_view unit) {
    instance_account *instance = instance_of(entry.instance);
    if (!instance) return;
    side_account &here = instance->sides[side];
    if (here.unit.empty()) here.unit = unit;
    if (entry.kind == numbered_entry::kind::record) return take_record(*instance, side, entry);
    instance->ledger.take(*entry.report, place_of(*instance, here));
}

void verify_account::take_record(instance_account &instance, std::size_t side, const numbered_entry &entry) {
    side_account &here = instance.sides[side];
    const bool is_before = how_.since && entry.time && *entry.time < *how_.since;
    if (here.highest == 0 && is_before) return;
    const std::uint64_t position =
        nearest_position(static_cast<std::uint64_t>(entry.sequence), place_of(instance, here));
    note_time(here, entry.time);
    if (!here.seen.insert(position)) {
        ++here.doubles;
        here.doubled.insert(position);
    } else if (position < here.highest) {
        here.late.insert(position);
    }
    note_position(position, here.lowest, here.highest);
    note_position(position, instance.lowest, instance.highest);
    const std::size_t until = suppressions_[side].size();
    const std::size_t noted = here.suppressions.empty() ? 0 : here.suppressions.back().until;
    if (until > noted) here.suppressions.push_back({until, position});
}

void verify_account::take_suppressed(std::size_t side, suppression what) {
    suppressions_[side].push_back(std::move(what));
}

} // namespace nixie::impl
