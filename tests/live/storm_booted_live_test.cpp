// A storm of failures on a booted host, with and without the files of systemd/ that an operator copies to /etc.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "api/shell.hpp"
#include "live/live_host.hpp"

using namespace nixie::tests;

namespace {

constexpr int storm = 200'000;
const std::string shipped = NIXIE_SOURCE_DIR "/systemd/";

void write_file(const std::string &path, const std::string &text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << text;
}

void run(const std::string &command) {
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
}

class BootedStorm : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(std::getenv("NIXIE_BOOTED_HOST")) << "run it through tests/live/booted_host";
        // What systemd has where nobody configured anything, but room for the storm whatever memory there is.
        set_limits("journald.conf.d", "RateLimitIntervalSec=30s\nRateLimitBurst=10000\n");
        run("systemctl reset-failed systemd-journald.service; systemctl restart systemd-journald.service");
    }
    void TearDown() override {
        set_limits("journald.conf.d", "RateLimitIntervalSec=0\n");
        run("systemctl reset-failed systemd-journald.service; systemctl restart systemd-journald.service");
    }

    static void set_limits(const std::string &folder, const std::string &settings) {
        write_file("/etc/systemd/" + folder + "/zzzz-limits.conf",
                   "[Journal]\nStorage=volatile\nRuntimeMaxUse=1G\nRuntimeKeepFree=1M\n" + settings);
    }

    static void install_drop_in(const std::string &unit, const std::string &name) {
        const std::string folder = "/etc/systemd/system/" + unit + ".service.d";
        run("mkdir -p " + folder + " && cp " + shipped + name + " " + folder);
    }

    static void install_namespace() {
        run("cp " + shipped + "journald@mail.conf /etc/systemd/");
        set_limits("journald@mail.conf.d", "");
    }

    // /run/UNIT, a script that logs `count` failures to `target`, with the name of the unit as their queue id.
    static void write_script(const std::string &unit, const std::string &target, int count, const std::string &wait) {
        const std::string line = R"({"recipient":"bob@example.fict","bounce_class":10,"queue_id":")" + unit + "\"}";
        write_file("/run/" + unit, "yes '" + line + "' | head -n " + std::to_string(count) +
                                       " | " NIXIE_PROGRAM " emit --wait " + wait + " --to " + target + " -\n");
    }

    // Runs a unit that does nothing else, and waits for its end. False: it failed.
    static bool run_unit(const std::string &unit, const std::string &target, int count, const std::string &wait) {
        write_script(unit, target, count, wait);
        write_file("/etc/systemd/system/" + unit + ".service",
                   "[Service]\nType=oneshot\nExecStart=/bin/bash /run/" + unit + "\n");
        run("systemctl daemon-reload");
        return std::system(("systemctl start " + unit + " 2>/dev/null").c_str()) == 0;
    }

    static int stored(const std::string &unit, const std::string &options = "") {
        const std::string journalctl = "journalctl -q " + options;
        return std::stoi(
            run_shell(journalctl + " --sync; " + journalctl + " -o cat MAIL_QUEUE_ID=" + unit + " | wc -l").output);
    }
};

TEST_F(BootedStorm, LosesFailuresWhereNobodyConfiguredAnything) {
    ASSERT_TRUE(run_unit("mta-bare", "journald:", storm, "5min"));
    EXPECT_GT(stored("mta-bare"), 0);
    EXPECT_LT(stored("mta-bare"), storm);
}

TEST_F(BootedStorm, IsStoredWholeWithTheRateLimitRaisedForTheUnit) {
    install_drop_in("mta-raised", "mail-rate-limit.conf");
    ASSERT_TRUE(run_unit("mta-raised", "journald:", storm, "5min"));
    EXPECT_EQ(stored("mta-raised"), storm);
}

// A mail server runs already when somebody copies the file. daemon-reload alone tells journald nothing.
TEST_F(BootedStorm, IsStoredWholeWhereAUnitThatRunsIsReloadedWithTheRateLimitRaised) {
    write_script("mta-running", "journald:", storm, "5min");
    write_file("/run/when-told", "read -r </run/begin\nbash /run/mta-running\necho $? >/run/end\n");
    write_file("/etc/systemd/system/mta-running.service",
               "[Service]\nExecStart=/bin/bash /run/when-told\nExecReload=/bin/true\n");
    run("mkfifo /run/begin /run/end && systemctl daemon-reload && systemctl start mta-running");
    install_drop_in("mta-running", "mail-rate-limit.conf");
    run("systemctl daemon-reload && systemctl reload mta-running && echo now >/run/begin");
    EXPECT_EQ(run_shell("cat /run/end").output, "0\n");
    EXPECT_EQ(stored("mta-running"), storm);
}

TEST_F(BootedStorm, IsStoredWholeInAJournalNamespaceOfItsOwn) {
    install_namespace();
    install_drop_in("mta-apart", "mail-namespace.conf");
    ASSERT_TRUE(run_unit("mta-apart", "journald:", storm, "5min")); // which is the namespace, inside the unit
    EXPECT_EQ(stored("mta-apart", "--namespace=mail"), storm);
    EXPECT_EQ(stored("mta-apart"), 0);
}

// Another unit writes by name, and needs somebody who keeps the namespace's socket.
TEST_F(BootedStorm, ANamespaceTakesWhatAUnitThatWantsItsSocketWritesThere) {
    install_namespace();
    run("systemctl stop systemd-journald@mail.socket systemd-journald@mail.service");
    EXPECT_FALSE(run_unit("writer-alone", "journald:mail", 10, "1s"));
    install_drop_in("writer", "mail-namespace-writer.conf");
    ASSERT_TRUE(run_unit("writer", "journald:mail", 10, "5min"));
    EXPECT_EQ(stored("writer", "--namespace=mail"), 10);
}

} // namespace
