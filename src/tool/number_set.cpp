#include "tool/number_set.hpp"

#include <algorithm>
#include <bit>
#include <iterator>

namespace nixie::impl {
namespace {

constexpr std::size_t block_size = number_block::size;
constexpr std::size_t run_cost = 64; // bytes of a map's node, about
constexpr std::size_t block_cost = sizeof(number_block) + run_cost;

} // namespace

std::size_t number_block::set(std::size_t from, std::size_t to) {
    std::size_t added = 0;
    for (std::size_t word = from / 64; word <= to / 64; ++word) {
        std::uint64_t mask = ~std::uint64_t{0};
        if (word == from / 64) mask <<= from % 64;
        if (word == to / 64) mask &= ~std::uint64_t{0} >> (63 - to % 64);
        added += static_cast<std::size_t>(std::popcount(mask & ~words_[word]));
        words_[word] |= mask;
    }
    count_ += added;
    return added;
}

std::size_t number_block::find(bool value, std::size_t from) const {
    for (std::size_t word = from / 64; word < words_.size(); ++word) {
        std::uint64_t bits = value ? words_[word] : ~words_[word];
        if (word == from / 64) bits &= ~std::uint64_t{0} << from % 64;
        if (bits != 0) return word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
    }
    return size;
}

std::uint64_t number_set::insert(number_range range) {
    const std::uint64_t first = range.first / block_size, last = range.last / block_size;
    const std::size_t from = range.first % block_size, to = range.last % block_size;
    if (first == last) return insert_in_block(first, from, to);
    std::uint64_t added = insert_in_block(first, from, block_size - 1) + insert_in_block(last, 0, to);
    if (first + 1 < last) added += insert_blocks(first + 1, last - 1);
    return added;
}

// The last block of the full run that this one is in; nullptr: it is in none.
const std::uint64_t *number_set::end_of_full(std::uint64_t index) const {
    auto run = full_.upper_bound(index);
    if (run == full_.begin() || (--run)->second < index) return nullptr;
    return &run->second;
}

// nullptr: there is no memory for it.
number_block *number_set::block_at(std::uint64_t index) {
    auto found = ragged_.find(index);
    if (found == ragged_.end()) {
        if (!memory_->take(block_cost)) return nullptr;
        found = ragged_.try_emplace(index).first;
    }
    recent_index_ = index;
    return recent_ = &found->second;
}

std::uint64_t number_set::insert_in_block(std::uint64_t index, std::size_t from, std::size_t to) {
    number_block *block = recent_;
    if (index != recent_index_) {
        if (end_of_full(index)) return 0;
        block = block_at(index);
        if (!block) return 0;
    }
    const std::size_t added = block->set(from, to);
    size_ += added;
    if (block->count() == block_size) join_full(index, index);
    return added;
}

std::uint64_t number_set::insert_blocks(std::uint64_t first, std::uint64_t last) {
    const std::uint64_t added = (last - first + 1) * block_size - count_in_blocks(first, last);
    size_ += added;
    join_full(first, last);
    return added;
}

std::uint64_t number_set::count_in_blocks(std::uint64_t first, std::uint64_t last) const {
    std::uint64_t count = 0;
    if (const std::uint64_t *end = end_of_full(first)) count += (std::min(last, *end) - first + 1) * block_size;
    for (auto run = full_.upper_bound(first); run != full_.end() && run->first <= last; ++run)
        count += (std::min(last, run->second) - run->first + 1) * block_size;
    for (auto each = ragged_.lower_bound(first); each != ragged_.end() && each->first <= last; ++each)
        count += each->second.count();
    return count;
}

// Makes these blocks full: one run, together with the runs that they touch.
void number_set::join_full(std::uint64_t first, std::uint64_t last) {
    recent_index_ = nothing;
    const auto begin = ragged_.lower_bound(first), end = ragged_.upper_bound(last);
    memory_->left += static_cast<std::size_t>(std::distance(begin, end)) * block_cost;
    ragged_.erase(begin, end);
    auto run = full_.upper_bound(first);
    if (run != full_.begin() && std::prev(run)->second + 1 >= first) --run;
    while (run != full_.end() && run->first <= last + 1) {
        first = std::min(first, run->first);
        last = std::max(last, run->second);
        memory_->left += run_cost;
        run = full_.erase(run);
    }
    memory_->left -= std::min(memory_->left, run_cost);
    full_.emplace(first, last);
}

std::uint64_t number_set::next_in(std::uint64_t number) const {
    const std::uint64_t index = number / block_size;
    if (end_of_full(index)) return number;
    const auto run = full_.upper_bound(index);
    const std::uint64_t full = run == full_.end() ? nothing : run->first * block_size;
    for (auto each = ragged_.lower_bound(index); each != ragged_.end() && each->first * block_size < full; ++each) {
        const std::size_t bit = each->second.find(true, each->first == index ? number % block_size : 0);
        if (bit < block_size) return each->first * block_size + bit;
    }
    return full;
}

std::uint64_t number_set::next_out(std::uint64_t number) const {
    while (true) {
        const std::uint64_t index = number / block_size;
        if (const std::uint64_t *end = end_of_full(index)) {
            number = (*end + 1) * block_size;
            continue;
        }
        const auto found = ragged_.find(index);
        if (found == ragged_.end()) return number;
        const std::size_t bit = found->second.find(false, number % block_size);
        if (bit < block_size) return index * block_size + bit;
        number = (index + 1) * block_size;
    }
}

} // namespace nixie::impl
