// How everything is measured: contenders in turns, several rounds, and ratios within a round, so that a slow second of
// the machine hits both sides of a ratio.
#pragma once

#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace nixie::bench {

// What one run of a contender gives, by name: "p50", "rate".
using figures = std::map<std::string, double>;

struct contender {
    std::string name;
    std::function<figures()> measure; // throws when it cannot, and what() says why
};

// Which way a figure is good, and how the goal is meant.
enum class goal_is { none, at_most, at_least };

struct row {
    std::string name{};
    std::string back_end{}; // null or live, and which
    std::string unit{};
    std::string ours{};      // CONTENDER.FIGURE
    std::string reference{}; // the same; "": the figure itself is compared with the goal
    goal_is kind = goal_is::none;
    double goal = 0;
    bool inverse = false; // the ratio is reference : ours, as in "times faster"
};

// Contenders that take turns, and the rows that are made of their figures.
struct family {
    std::string name{};
    std::vector<contender> contenders{};
    std::vector<row> rows{};
};

struct result {
    row what{};
    double median = 0;
    double spread = 0; // half the distance between the quartiles, as a part of the median
    double reference = 0;
    double ratio = 0;      // the median of the rounds' ratios, or without a reference the median
    std::string trouble{}; // why there is no figure; "": there is one
    bool met() const;
};

std::vector<result> measure(const family &what, int rounds);

double median(std::vector<double> values);
// The q-th part of the values lies below it: 0.5 is the median.
double quantile(std::vector<double> values, double q);

} // namespace nixie::bench
