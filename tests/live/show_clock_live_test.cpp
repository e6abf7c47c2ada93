// What `nixie show` finds in the journal of a machine whose clock was ten years ahead for a while.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "api/shell.hpp"
#include "live/live_host.hpp"

using namespace nixie::tests;

namespace {

const std::string nixie = NIXIE_PROGRAM;

class ShowSteppedClock : public testing::Test {
protected:
    void SetUp() override {
        setenv("LD_PRELOAD", NIXIE_SHIFTED_CLOCK_LIBRARY, 1);
        setenv("NIXIE_SHIFTED_CLOCK", shift_path, 1);
        host.start();
        unsetenv("LD_PRELOAD"); // journald's clock alone
        emit("before");
        step("315360000");
        emit("ahead");
        step("0");
        emit("after");
        emit("last");
    }

    static void step(const char *seconds) { std::ofstream(shift_path) << seconds << std::flush; }

    void emit(const std::string &queue_id) {
        const std::string arguments = " emit --to journald:stepped --queue-id " + queue_id + " 2>/dev/null";
        ASSERT_EQ(run_shell(nixie + arguments).exit_code, 0);
        host.sync();
    }

    // The queue ids that `nixie show ARGUMENTS` finds, in its order.
    static std::string found(const std::string &arguments) {
        const std::string shown = run_shell(nixie + " show --namespace stepped --json " + arguments).output;
        std::istringstream lines(shown);
        std::string ids;
        const std::string key = "\"queue_id\":\"";
        for (std::string line; std::getline(lines, line);) {
            const std::size_t at = line.find(key) + key.size();
            ids += line.substr(at, line.find('"', at) - at) + " ";
        }
        return ids;
    }

    static constexpr const char *shift_path = "/run/shifted_clock";
    journald host{journald::sockets::its_own, "stepped"};
};

TEST_F(ShowSteppedClock, FindsWhatWasStoredInAPeriodAlsoBehindWhatWasNot) {
    EXPECT_EQ(found(""), "before ahead after last ");
    EXPECT_EQ(found("--until +1h"), "before after last ");
    EXPECT_EQ(found("--since -1h"), "before ahead after last ");
    EXPECT_EQ(found("--since -1h --until +1h"), "before after last ");
    EXPECT_EQ(found("--since +1h"), "ahead ");
    EXPECT_EQ(found("--since +1h --until +1000w"), "ahead ");
    EXPECT_EQ(found("--since +1h --until +2h"), "");
    EXPECT_EQ(found("--until -1h"), "");
}

} // namespace
