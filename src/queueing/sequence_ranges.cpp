#include "queueing/sequence_ranges.hpp"

namespace nixie::impl {
namespace {

std::uint32_t after(std::uint32_t sequence) {
    return sequence == last_sequence ? 1 : sequence + 1;
}

// Whether `a` was given out before `b`. Numbers that are reported together lie less than half the circle apart.
bool is_before(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t ahead = b >= a ? b - a : b + last_sequence - a;
    return ahead != 0 && ahead < last_sequence / 2;
}

std::uint32_t last_of(std::uint32_t first, std::uint32_t count) {
    const std::uint32_t left = last_sequence - first;
    return count - 1 <= left ? first + (count - 1) : count - 1 - left;
}

} // namespace

void sequence_ranges::widen(std::uint32_t first, std::uint32_t last) {
    if (count_ == 0 || is_before(first, first_)) first_ = first;
    if (count_ == 0 || is_before(last_, last)) last_ = last;
}

// False: there are too many ranges now, and none is known any more.
bool sequence_ranges::add_range(range next) {
    if (count_ > 0 && ranges_in_use_ == 0) return false;
    if (ranges_in_use_ > 0 && after(ranges_[ranges_in_use_ - 1].last) == next.first) {
        ranges_[ranges_in_use_ - 1].last = next.last;
        return true;
    }
    if (ranges_in_use_ == most_ranges) {
        ranges_in_use_ = 0;
        return false;
    }
    ranges_[ranges_in_use_++] = next;
    return true;
}

void sequence_ranges::add(std::uint32_t first, std::uint32_t count) {
    if (count == 0) return;
    const std::uint32_t last = last_of(first, count);
    add_range({first, last});
    widen(first, last);
    count_ += count;
}

void sequence_ranges::add_between(std::uint32_t first, std::uint32_t last, std::uint64_t count) {
    if (count == 0) return;
    ranges_in_use_ = 0;
    widen(first, last);
    count_ += count;
}

void sequence_ranges::add(const sequence_ranges &others) {
    if (others.empty()) return;
    if (!others.is_exact()) return add_between(others.first_, others.last_, others.count_);
    for (std::size_t i = 0; i < others.ranges_in_use_; ++i)
        if (!add_range(others.ranges_[i])) break;
    widen(others.first_, others.last_);
    count_ += others.count_;
}

std::string sequence_ranges::text() const {
    std::string out;
    for (std::size_t i = 0; i < ranges_in_use_; ++i) {
        if (i > 0) out += ',';
        out += std::to_string(ranges_[i].first);
        if (ranges_[i].last != ranges_[i].first) (out += '-') += std::to_string(ranges_[i].last);
    }
    return out;
}

} // namespace nixie::impl
