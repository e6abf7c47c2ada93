#include "live/collector_load.hpp"

#include <unistd.h>

#include <map>
#include <set>

namespace nixie::tests {
namespace {

std::string header_of(const stored_message &message) {
    return message.pri + " " + message.app_name + " " + message.procid + " " + message.msgid;
}

// What is the same in all messages of the load.
void expect_whole(const stored_message &message, const std::string &instance) {
    EXPECT_EQ(header_of(message), "20 live_test " + std::to_string(getpid()) + " PERMFAIL");
    EXPECT_EQ(message.message, "permanent failure: <bob@example.fict> via mx1.example.fict: 550 5.1.1 No such user");
    EXPECT_EQ(message.elements.size(), 3U);
    const auto element = message.elements.find("nixie@32473");
    ASSERT_NE(element, message.elements.end());
    field_map found = element->second;
    found.erase("queue_id");
    found.erase("batch_id");
    EXPECT_EQ(difference(found, {{"event", "permanent_failure"},
                                 {"instance", instance},
                                 {"action", "failed"},
                                 {"status", "5.1.1"},
                                 {"code", "550"},
                                 {"diagnostic", "550 5.1.1 No such user"},
                                 {"recipient", "bob@example.fict"},
                                 {"recipient_domain", "example.fict"},
                                 {"remote_mta", "mx1.example.fict"}}),
              "");
}

} // namespace

std::size_t check_load(const std::vector<stored_message> &stored, const std::string &instance, bool may_repeat) {
    std::set<long> sequences;
    std::map<std::string, std::pair<long, long>> last; // by thread: queue_id, sequence
    for (const stored_message &message : stored) {
        expect_whole(message, instance);
        if (testing::Test::HasFailure()) break; // one is enough to read
        const field_map &of = message.elements.at("nixie@32473");
        const long sequence = std::stol(message.elements.at("meta").at("sequenceId"));
        if (!sequences.insert(sequence).second) {
            EXPECT_TRUE(may_repeat) << "sequence twice: " << sequence;
            continue;
        }
        const std::pair<long, long> now(std::stol(of.at("queue_id")), sequence);
        std::pair<long, long> &before = last[of.at("batch_id")];
        EXPECT_GT(now.first, before.first) << "thread " << of.at("batch_id");
        EXPECT_GT(now.second, before.second) << "thread " << of.at("batch_id");
        before = now;
    }
    return sequences.size();
}

} // namespace nixie::tests
