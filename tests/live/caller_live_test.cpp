// A journald that is stopped costs the caller nothing: the calls return, and the kernel saw none of them wait.
#include <gtest/gtest.h>

#include "live/journald.hpp"
#include "promises/traced_program.hpp"

using namespace nixie::tests;

namespace {

class StoppedJournald : public testing::TestWithParam<journald::sockets> {};

TEST_P(StoppedJournald, BlocksNoCaller) {
    journald host(GetParam());
    host.start();
    host.freeze();
    for (const char *on_full : {"drop", "block"}) {
        const std::string target = "journald:?backlog=64KiB&on_full=" + std::string(on_full);
        traced_program program({NIXIE_TRACED_CALLER, "flood", "1MiB", target});
        EXPECT_EQ(program.run(), 0);
        ASSERT_EQ(program.bursts().size(), 1U);
        const burst &calls = program.bursts().front();
        EXPECT_TRUE(calls.others.empty()) << describe(calls.others);
    }
}

INSTANTIATE_TEST_SUITE_P(Sockets, StoppedJournald, testing::Values(journald::sockets::its_own, journald::sockets::held),
                         [](const auto &whose) {
                             return whose.param == journald::sockets::held ? "HeldByAnother" : "JournaldsOwn";
                         });

} // namespace
