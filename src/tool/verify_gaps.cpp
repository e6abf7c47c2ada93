#include "tool/verify_gaps.hpp"

#include <algorithm>
#include <queue>

namespace nixie::impl {
namespace {

// Goes through the missing numbers from the first to the last.
class gap_explainer {
public:
    gap_explainer(std::vector<known_loss> known, std::vector<loss_total> totals, std::size_t most_ranges)
        : known_(std::move(known)), totals_(std::move(totals)), account_(most_ranges), open_to_totals_(most_ranges) {
        std::ranges::stable_sort(known_, {}, &known_loss::why);
        std::ranges::stable_sort(totals_, {}, [](const loss_total &total) { return total.within.first; });
    }

    // A run of missing numbers.
    void take(number_range gap) {
        account_.missing += gap.last - gap.first + 1;
        while (gap.first <= gap.last) {
            number_range part = gap;
            if (const known_loss *loss = known_at(part))
                explained_by(loss->why).add(part);
            else
                share_among_totals(part);
            gap.first = part.last + 1;
        }
    }

    gap_account finish() {
        if (ran_out_ && account_.unexplained.numbers() > 0) account_.unexplained_among = std::move(open_to_totals_);
        return std::move(account_);
    }

private:
    range_list &explained_by(explanation why) { return account_.explained[static_cast<std::size_t>(why)]; }

    // The loss that knows the first number of the part; cuts the part to the numbers that are like the first.
    const known_loss *known_at(number_range &part) const {
        for (const known_loss &loss : known_) {
            const std::uint64_t next = loss.numbers->next_in(part.first);
            if (next > part.last) continue;
            if (next == part.first) {
                part.last = std::min(part.last, loss.numbers->next_out(part.first) - 1);
                return &loss;
            }
            part.last = next - 1;
        }
        return nullptr;
    }

    void share_among_totals(number_range part) {
        open_to_totals_.add(part);
        while (part.first <= part.last) {
            number_range piece = part;
            if (loss_total *total = total_at(piece)) {
                piece.last = std::min(piece.last, piece.first + *total->left - 1);
                *total->left -= piece.last - piece.first + 1;
                ran_out_ = ran_out_ || *total->left == 0;
                explained_by(total->why).add(piece);
            } else {
                account_.unexplained.add(piece);
            }
            part.first = piece.last + 1;
        }
    }

    // The total that takes the first number of the piece; cuts the piece to where another one may take over.
    loss_total *total_at(number_range &piece) {
        for (; begun_ < totals_.size() && totals_[begun_].within.first <= piece.first; ++begun_)
            open_.push(&totals_[begun_]);
        while (!open_.empty() && (open_.top()->within.last < piece.first || *open_.top()->left == 0)) open_.pop();
        if (begun_ < totals_.size()) piece.last = std::min(piece.last, totals_[begun_].within.first - 1);
        if (open_.empty()) return nullptr;
        piece.last = std::min(piece.last, open_.top()->within.last);
        return open_.top();
    }

    struct ends_later {
        bool operator()(const loss_total *a, const loss_total *b) const { return a->within.last > b->within.last; }
    };

    std::vector<known_loss> known_;
    std::vector<loss_total> totals_; // by where they begin
    std::size_t begun_ = 0;
    std::priority_queue<loss_total *, std::vector<loss_total *>, ends_later> open_; // of those that have begun
    bool ran_out_ = false;
    gap_account account_;
    range_list open_to_totals_;
};

} // namespace

std::string_view name_of(explanation why) {
    constexpr std::array<std::string_view, explanation_count> names{"refused",       "dropped",    "uncertain",
                                                                    "reported_lost", "suppressed", "filtered"};
    return names[static_cast<std::size_t>(why)];
}

gap_account::gap_account(std::size_t most_ranges) : unexplained(most_ranges), unexplained_among(most_ranges) {
    explained.fill(range_list(most_ranges));
}

gap_account explain_gaps(const number_set &seen, number_range expected, std::vector<known_loss> known,
                         std::vector<loss_total> totals, std::size_t most_ranges) {
    gap_explainer explainer(std::move(known), std::move(totals), most_ranges);
    std::uint64_t at = expected.first;
    while (at <= expected.last && (at = seen.next_out(at)) <= expected.last) {
        const std::uint64_t next = seen.next_in(at);
        explainer.take({at, std::min(expected.last, next - 1)});
        at = next;
    }
    return explainer.finish();
}

} // namespace nixie::impl
