// systemd/nixie.catalog as an operator meets it: beneath every entry that `journalctl -x` shows.
#include <cstdlib>
#include <regex>

#include "api/shell.hpp"
#include "live/live_host.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

class BootedCatalog : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(std::getenv("NIXIE_BOOTED_HOST")) << "run it through tests/live/booted_host";
        ASSERT_EQ(std::system("cp " NIXIE_SOURCE_DIR "/systemd/nixie.catalog /usr/lib/systemd/catalog/ && "
                              "journalctl --update-catalog"),
                  0);
    }
};

// One record of each event and of each bounce class, with nothing in it that need not be there.
int log_one_of_each(logger &to) {
    int count = 0;
    const auto log = [&](record what) {
        what.queue_id = "Q";
        ASSERT_EQ(to.log(what), outcome::accepted);
        ++count;
    };
    for (const event each : {event::permanent_failure, event::transient_failure}) {
        log({.event = each});
#define NIXIE_LOG(number, name, NAME, category) log({.event = each, .bounce_class = (number)});
        NIXIE_BOUNCE_CLASS_TABLE(NIXIE_LOG)
#undef NIXIE_LOG
    }
    for (const event each : {event::delivery, event::attempt, event::reception, event::rejection}) log({.event = each});
    return count;
}

std::size_t count_of(const std::string &what, const std::string &in) {
    std::size_t count = 0;
    for (std::size_t at = in.find(what); at != in.npos; at = in.find(what, at + 1)) ++count;
    return count;
}

TEST_F(BootedCatalog, JournalctlExplainsEveryEntryAndPrintsNoBareFieldName) {
    logger log = logger{{.app_name = "mta", .stats_interval = "100ms", .targets = {"journald:"}}};
    const int records = log_one_of_each(log);
    EXPECT_EQ(log.log({}), outcome::invalid); // of which a loss entry tells
    ASSERT_TRUE(log.flush(patience));
    const std::string which = "MAIL_INSTANCE=" + log.instance();
    const auto has = [&](const std::string &kind) {
        return !run_shell("journalctl --sync; journalctl -q -o cat MAIL_EVENT=" + kind + " " + which).output.empty();
    };
    ASSERT_TRUE(eventually([&] { return has("loss"); }));
    ASSERT_TRUE(eventually([&] { return has("stats"); }));
    ASSERT_TRUE(log.close(patience));

    const std::string shown = run_shell("journalctl --sync; journalctl -q -x " + which).output;
    const std::string entries = run_shell("journalctl -q -o cat " + which).output;
    EXPECT_EQ(count_of("Defined-By: nixie\n", shown), count_of("\n", entries)) << shown;
    EXPECT_GE(count_of("Defined-By: nixie\n", shown), static_cast<std::size_t>(records) + 2);
    EXPECT_FALSE(std::regex_search(shown, std::regex("@[A-Z_]+@"))) << shown;
    EXPECT_FALSE(std::regex_search(shown, std::regex("(MAIL|SYSLOG)_[A-Z_]+[^A-Z_=]"))) << shown;
    EXPECT_NE(shown.find("Subject: Records of mail are missing: 1 (invalid)\n"), shown.npos) << shown;
    EXPECT_NE(shown.find("Subject: How many records of mail went to journald:\n"), shown.npos) << shown;
}

} // namespace
