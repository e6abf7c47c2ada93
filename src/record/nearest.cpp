#include "record/nearest.hpp"

#include <algorithm>
#include <vector>

namespace nixie::impl {

namespace {

// Edits that make one word of the other: a letter put in, left out, replaced, or two neighbours swapped (the commonest
// typo of all, so it counts as one).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    // Three rows of the table: distances between the first i letters of a and the first j of b, for i - 2, i - 1 and i.
    std::vector<std::size_t> two_above(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        two_above.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
    }
    return row[b.size()];
}

} // namespace

std::string_view nearest(std::string_view written, std::span<const std::string_view> candidates) {
    const std::size_t most = std::max<std::size_t>(1, written.size() / 3);
    std::string_view best;
    std::size_t best_distance = most + 1;
    for (const std::string_view candidate : candidates) {
        // The lengths alone are that many edits apart: a megabyte of nonsense costs nothing.
        const std::size_t longer = std::max(written.size(), candidate.size());
        const std::size_t shorter = std::min(written.size(), candidate.size());
        if (longer - shorter >= best_distance) continue;
        const std::size_t distance = edit_distance(written, candidate);
        if (distance >= best_distance) continue;
        best = candidate;
        best_distance = distance;
    }
    return best;
}

} // namespace nixie::impl
