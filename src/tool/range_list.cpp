#include "tool/range_list.hpp"

namespace nixie::impl {

void range_list::add(number_range range) {
    const bool goes_on = numbers_ > 0 && range.first == next_;
    numbers_ += range.last - range.first + 1;
    next_ = range.last + 1;
    if (goes_on) {
        if (left_out_ == 0) kept_.back().last = range.last;
    } else if (kept_.size() < most_) {
        kept_.push_back(range);
    } else {
        ++left_out_;
    }
}

} // namespace nixie::impl
