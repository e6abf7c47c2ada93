// What the model knows of every record, against what the counters and the ledger say.
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "queueing/modelled_stream.hpp"

namespace nixie::impl::test {

void modelled_stream::note(const loss &told) {
    counted_[told.reason] += told.sequences.count();
    is_ledger_exact_ = is_ledger_exact_ && told.sequences.is_exact();
    const std::string text = told.sequences.text();
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::size_t used = 0;
        const auto first = static_cast<std::uint32_t>(std::stoul(text.substr(at), &used));
        at += used;
        std::uint32_t last = first;
        if (at < text.size() && text[at] == '-') {
            last = static_cast<std::uint32_t>(std::stoul(text.substr(at + 1), &used));
            at += used + 1;
        }
        for (std::uint32_t each = first; each <= last; ++each) explained_.insert(each);
    }
}

void modelled_stream::check() const {
    const queue_counters calls = queue_.counters();
    ASSERT_EQ(calls.calls, calls.accepted + calls.refused_queue_full + calls.refused_too_large + calls.refused_invalid +
                               calls.refused_closed);
    const target_counters target = account_.counters();
    ASSERT_EQ(target.accepted, target.sent + target.dropped() + target.queued);
    ASSERT_EQ(calls.accepted, target.accepted + calls.queued);
    ASSERT_LE(target.acknowledged + target.uncertain, target.sent);
}

// The whole frames that the collector's process has read, which never go back; each connection begins with a whole one.
std::set<std::uint32_t> modelled_stream::received() const {
    std::set<std::uint32_t> all;
    for (const connection &each : connections_) {
        std::string_view bytes{each.sent.data(), each.read};
        std::uint32_t before = 0;
        while (!bytes.empty()) {
            EXPECT_EQ(bytes.front(), '<') << "a connection goes on inside a frame";
            const std::size_t end = bytes.find('>');
            if (end == std::string_view::npos) break; // cut by the end of the connection
            const auto sequence = static_cast<std::uint32_t>(std::stoul(std::string{bytes.substr(1, end)}));
            EXPECT_LT(before, sequence) << "out of order";
            const bool is_new = all.insert(sequence).second;
            EXPECT_TRUE(!is_new || *all.rbegin() == sequence)
                << sequence << " came for the first time after later ones";
            before = sequence;
            bytes.remove_prefix(end + 1);
        }
    }
    return all;
}

void modelled_stream::check_end() const {
    check();
    const queue_counters calls = queue_.counters();
    const target_counters target = account_.counters();
    EXPECT_EQ(calls.queued, 0U);
    EXPECT_EQ(target.queued, 0U);
    const auto told = [this](loss_reason reason) {
        const auto found = counted_.find(reason);
        return found == counted_.end() ? 0 : found->second;
    };
    EXPECT_EQ(told(loss_reason::queue_full), calls.refused_queue_full);
    EXPECT_EQ(told(loss_reason::invalid), calls.refused_invalid);
    EXPECT_EQ(told(loss_reason::too_large), calls.refused_too_large + target.dropped_too_large);
    EXPECT_EQ(told(loss_reason::backlog_full), target.dropped_backlog_full);
    EXPECT_EQ(told(loss_reason::deadline), target.dropped_deadline);
    EXPECT_EQ(told(loss_reason::uncertain), target.uncertain);

    const std::set<std::uint32_t> arrived = received();
    EXPECT_LE(target.acknowledged, arrived.size());
    std::uint64_t missing = 0;
    for (const std::uint32_t sequence : accepted_) {
        if (arrived.contains(sequence)) continue;
        ++missing;
        EXPECT_TRUE(!is_ledger_exact_ || explained_.contains(sequence)) << sequence << " is lost in silence";
    }
    EXPECT_LE(missing, target.dropped() + target.uncertain);
    // The numbers of calls and records are one row without a gap.
    EXPECT_EQ(calls.last_sequence, calls.calls - calls.refused_closed);
}

} // namespace nixie::impl::test
