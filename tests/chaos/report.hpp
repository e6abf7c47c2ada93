// What the chaos test says: a line a schedule, and the table of docs/reliability.md at the end.
#pragma once

#include <string>

#include "chaos/judge.hpp"
#include "chaos/schedule.hpp"

namespace nixie::tests {

// seed 7: 41213 records (9 loggers, 5 faults): refused 12, dropped 0, … unexplained 0
std::string line_of(const schedule &of, const evidence &all, const verdict &judged);

class totals {
public:
    void add(const schedule &of, const verdict &judged);
    bool well() const { return failed_ == 0; }
    std::string table() const;

private:
    std::uint64_t schedules_ = 0, failed_ = 0, faults_ = 0;
    verdict sum_;
    std::map<std::string, std::uint64_t> of_kind_;
};

} // namespace nixie::tests
