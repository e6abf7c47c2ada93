#include "tool/verify_losses.hpp"

#include <charconv>

#include "record/sequence.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t account_cost = 1024; // bytes, about
constexpr std::size_t loss_cost = 128;

std::optional<std::uint64_t> take_number(std::string_view &text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 1 || number > round_size) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

// first > last goes through the end of a round.
number_range range_from(std::uint64_t first, std::uint64_t last, number_range place) {
    const std::uint64_t begin = nearest_position(first, place);
    return {begin, begin + (last + round_size - first) % round_size};
}

// 5-9,12. Empty: another form.
std::vector<number_range> parse_ranges(std::string_view text, number_range place) {
    std::vector<number_range> ranges;
    while (true) {
        const std::optional<std::uint64_t> first = take_number(text);
        std::optional<std::uint64_t> last = first;
        if (text.starts_with('-')) {
            text.remove_prefix(1);
            last = take_number(text);
        }
        if (!first || !last) return {};
        ranges.push_back(range_from(*first, *last, place));
        if (text.empty()) return ranges;
        if (!text.starts_with(',')) return {};
        text.remove_prefix(1);
    }
}

std::optional<explanation> explanation_of(const field_set &report) {
    const std::string_view reason = report.text(NIXIE_FIELD_REASON);
    const auto found = std::ranges::find(loss_reason_table, reason, &loss_reason_row::name);
    if (found == loss_reason_table.end()) return std::nullopt;
    switch (found->reason) {
    case loss_reason::uncertain:
        return explanation::uncertain;
    case loss_reason::reported_lost:
        return explanation::reported_lost;
    default:
        return report.has(NIXIE_FIELD_TARGET) ? explanation::dropped : explanation::refused;
    }
}

} // namespace

void loss_account::add_to(std::vector<known_loss> &known) const {
    for (std::size_t i = 0; i < exact.size(); ++i)
        if (exact[i].size() > 0) known.push_back({static_cast<explanation>(i), &exact[i]});
}

void verify_losses::take(const field_set &report, number_range place) {
    if (report.event() == NIXIE_LOSS) take_loss(report, place);
    if (report.event() == NIXIE_STATS) take_stats(report, place);
}

// nullptr: there is no memory for it.
loss_account *verify_losses::account_of(std::string_view target) {
    if (target.empty()) return &refused_;
    const auto found = targets_.find(target);
    if (found != targets_.end()) return &found->second;
    if (!memory_->take(account_cost + target.size())) return nullptr;
    return &targets_.try_emplace(std::string(target), *memory_).first->second;
}

void verify_losses::take_loss(const field_set &report, number_range place) {
    const std::optional<explanation> why = explanation_of(report);
    const std::int64_t first = report.number(NIXIE_FIELD_LOST_FIRST), last = report.number(NIXIE_FIELD_LOST_LAST);
    loss_account *account = account_of(report.text(NIXIE_FIELD_TARGET));
    if (!why || !account || !is_sequence(first) || !is_sequence(last)) return;
    const number_range all = range_from(static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(last), place);
    const auto lost = static_cast<std::uint64_t>(std::max<std::int64_t>(report.number(NIXIE_FIELD_LOST), 0));
    reach(all.last);
    std::vector<number_range> ranges = parse_ranges(report.text(NIXIE_FIELD_LOST_RANGES), all);
    if (ranges.empty() && lost == all.last - all.first + 1) ranges = {all};
    for (const number_range &range : ranges) {
        account->of(*why).insert(range);
        reach(range.last);
    }
    if (!ranges.empty() || !memory_->take(loss_cost)) return;
    account->without_ranges.insert(
        {*why, all, lost, report.number(NIXIE_FIELD_LOST_SINCE), report.number(NIXIE_FIELD_TIME)});
}

void verify_losses::take_stats(const field_set &report, number_range place) {
    const std::int64_t last = report.number(NIXIE_FIELD_STATS_LAST_SEQUENCE);
    if (is_sequence(last)) reach(nearest_position(static_cast<std::uint64_t>(last), place));
    loss_account *account = account_of(report.text(NIXIE_FIELD_TARGET));
    if (!account) return;
    has_stats_ = true;
    const auto filtered = static_cast<std::uint64_t>(report.number(NIXIE_FIELD_STATS_FILTERED));
    account->filtered = std::max(account->filtered, filtered); // it only grows, so that the most is the newest
}

} // namespace nixie::impl
