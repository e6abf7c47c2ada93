#include "rounds.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>

namespace nixie::bench {
namespace {

// The figures of all rounds by CONTENDER.FIGURE, and what went wrong by CONTENDER.
struct account {
    std::map<std::string, std::vector<double>> values;
    std::map<std::string, std::string> troubles;
};

void measure_once(const contender &who, account &into) {
    if (into.troubles.count(who.name)) return; // it would only fail again
    try {
        for (const auto &[name, value] : who.measure()) into.values[who.name + '.' + name].push_back(value);
    } catch (const std::exception &failure) {
        into.troubles[who.name] = failure.what();
    }
}

std::string trouble_of(const account &from, const std::string &figure) {
    const auto found = from.troubles.find(figure.substr(0, figure.find('.')));
    if (found != from.troubles.end()) return found->second;
    return from.values.count(figure) ? "" : "no figure " + figure;
}

result result_of(const row &what, const account &from) {
    result made{.what = what};
    made.trouble = trouble_of(from, what.ours);
    if (made.trouble.empty() && !what.reference.empty()) made.trouble = trouble_of(from, what.reference);
    if (!made.trouble.empty()) return made;

    const std::vector<double> &ours = from.values.at(what.ours);
    made.median = median(ours);
    if (made.median != 0) made.spread = (quantile(ours, 0.75) - quantile(ours, 0.25)) / 2 / made.median;
    made.ratio = made.median;
    if (what.reference.empty()) return made;
    const std::vector<double> &theirs = from.values.at(what.reference);
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i)
        ratios.push_back(what.inverse ? theirs[i] / ours[i] : ours[i] / theirs[i]);
    made.reference = median(theirs);
    made.ratio = median(ratios);
    return made;
}

} // namespace

bool result::met() const {
    if (!trouble.empty()) return false;
    return what.kind == goal_is::at_most ? ratio <= what.goal : ratio >= what.goal;
}

std::vector<result> measure(const family &what, int rounds) {
    account made;
    const bool watched = ::isatty(STDERR_FILENO);
    for (int round = 0; round < rounds; ++round)
        for (const contender &who : what.contenders) {
            if (watched)
                std::fprintf(stderr, "\r\033[K%s, round %d: %s", what.name.c_str(), round + 1, who.name.c_str());
            measure_once(who, made);
        }
    if (watched) std::fputs("\r\033[K", stderr);
    std::vector<result> results;
    for (const row &each : what.rows) results.push_back(result_of(each, made));
    return results;
}

double median(std::vector<double> values) {
    return quantile(std::move(values), 0.5);
}

double quantile(std::vector<double> values, double q) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const double place = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

} // namespace nixie::bench
