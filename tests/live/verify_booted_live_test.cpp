// journald's rate limit counts units, which only a host with a real PID 1 has.
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "api/shell.hpp"
#include "live/live_host.hpp"

using namespace nixie::tests;

namespace {

const std::string nixie = NIXIE_PROGRAM;

class BootedVerify : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(std::getenv("NIXIE_BOOTED_HOST")) << "run it through tests/live/booted_host";
        set_rate_limit("RateLimitIntervalSec=1s\nRateLimitBurst=1000\n");
    }
    void TearDown() override { set_rate_limit("RateLimitIntervalSec=0\n"); }

    static void set_rate_limit(const std::string &settings) {
        std::ofstream("/etc/systemd/journald.conf.d/zzzz-rate-limit.conf") << "[Journal]\n" << settings;
        ASSERT_EQ(std::system("systemctl reset-failed systemd-journald.service;"
                              "systemctl restart systemd-journald.service"),
                  0);
    }
};

// journald says how many it suppressed with the first message of the unit that it stores again.
TEST_F(BootedVerify, WhatJournaldSuppressedIsExplained) {
    const std::string suppressed = "journalctl --quiet MESSAGE_ID=a596d6fe7bfa4994828e72309e95d61e";
    std::ofstream("/run/burst") << "line='{\"recipient\":\"bob@example.fict\",\"code\":550}'\n"
                                << "{ yes \"$line\" | head -n 20000\n"
                                << "until " << suppressed << " | grep -q .; do echo \"$line\"; done\n"
                                << "} | " << nixie << " emit --to journald: -\n";
    ASSERT_EQ(std::system("systemd-run --quiet --wait --pipe --unit=mta bash /run/burst 2>/dev/null"), 0);
    ASSERT_EQ(std::system("journalctl --sync"), 0);

    const shell_result result = run_shell(nixie + " verify --json journald:");
    EXPECT_EQ(result.exit_code, 1) << result.output;
    simdjson::dom::parser parser;
    std::uint64_t missing = 0, explained = 0; // the journal has other instances, in which nothing is missing
    for (const simdjson::dom::element line : parser.parse_many(result.output)) {
        if (line["side"].error()) continue; // the verdict
        missing += std::uint64_t{line["missing"]};
        explained += std::uint64_t{line["explained"]["suppressed"]};
    }
    EXPECT_GT(missing, 1'000U) << result.output;
    EXPECT_EQ(explained, missing) << result.output;
}

} // namespace
