// Options out of a config file and out of the environment, up to the record that arrives.
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/stat.h>

#include <cstdlib>

#include "api/receiver.hpp"
#include "journal/temporary_directory.hpp"
#include "nixie/logger.hpp"

using namespace nixie;
using namespace nixie::tests;
using nixie::test::temporary_directory;

namespace {

std::string target_of(const std::string &uri) {
    return "[[target]]\nuri = \"" + uri + "\"\n";
}

// The environment is one to all tests of the program: each begins and ends without.
class Config : public testing::Test {
protected:
    Config() { forget_environment(); }
    ~Config() override {
        nixie_options_free(options);
        forget_environment();
    }

    static void forget_environment() {
        unsetenv("NIXIE_TARGETS");
        unsetenv("NIXIE_CONFIG");
    }

    std::string file(const std::string &text) const { return folder.file("nixie.toml", text); }
    int read(const std::string &path) { return nixie_options_read_file(options, path.c_str(), why, sizeof why); }
    int read_environment() { return nixie_options_read_environment(options, why, sizeof why); }

    // Opens what the options say now, and logs.
    void log_one() {
        nixie_logger *opened = nullptr;
        ASSERT_EQ(nixie_open(options, &opened, why, sizeof why), NIXIE_OK) << why;
        const nixie_field field = nixie_text(NIXIE_FIELD_QUEUE_ID, "1");
        EXPECT_EQ(nixie_log(opened, NIXIE_DELIVERY, &field, 1), NIXIE_OK);
        nixie_free(opened);
    }

    temporary_directory folder;
    socket_folder sockets;
    receiver at{sockets.path("log")};
    receiver elsewhere{sockets.path("elsewhere")};
    nixie_options *options = nixie_options_new();
    char why[512] = "";
};

TEST_F(Config, AFileSaysWhatIsOpened) {
    ASSERT_EQ(read(file("app_name = \"mta\"\n" + target_of(at.target()) + "facility = \"local3\"\n")), NIXIE_OK) << why;
    log_one();
    const std::string message = at.next();
    EXPECT_EQ(message.substr(0, 6), "<158>1") << message; // local3 and info
    EXPECT_NE(message.find(" mta "), std::string::npos) << message;
}

TEST_F(Config, ItsTargetsTakeThePlaceOfThoseBefore) {
    ASSERT_EQ(nixie_options_add_target(options, elsewhere.target().c_str(), why, sizeof why), NIXIE_OK);
    ASSERT_EQ(read(file(target_of(at.target()))), NIXIE_OK) << why;
    log_one();
    at.next();
    EXPECT_TRUE(elsewhere.is_empty());
}

TEST_F(Config, AWrongFileIsRefusedWithItsPlaceAndChangesNothing) {
    ASSERT_EQ(nixie_options_add_target(options, at.target().c_str(), why, sizeof why), NIXIE_OK);
    const std::string path = file("app_name = \"wrong\"\n" + target_of(elsewhere.target()) + "backlogs = 1\n");
    EXPECT_EQ(read(path), NIXIE_E_CONFIG);
    EXPECT_EQ(why, path + ":4: no option of unix: \"backlogs\"; did you mean backlog?");
    log_one();
    EXPECT_EQ(at.next().find(" wrong "), std::string::npos);
    EXPECT_TRUE(elsewhere.is_empty());
}

TEST_F(Config, OfSeveralProblemsTheFirstIsToldAndTheOthersCounted) {
    const std::string path = file("app_nam = \"mta\"\nexit_drain = 2\n[quue]\n");
    EXPECT_EQ(read(path), NIXIE_E_CONFIG);
    EXPECT_EQ(why, path + ":1: no option of a logger: \"app_nam\"; did you mean app_name?; and 2 more: nixie " +
                       "check-config " + path);
}

TEST_F(Config, AReasonThatIsTooLongIsCutAndTheCountIsNot) {
    const std::string path = file("hostname = \"" + std::string(3000, ' ') + "\"\nexit_drain = 2\n");
    EXPECT_EQ(read(path), NIXIE_E_CONFIG);
    EXPECT_EQ(std::string(why).size(), sizeof why - 1);
    EXPECT_TRUE(std::string(why).ends_with("   ; and 1 more: nixie check-config " + path)) << why;
    char small[8] = "xxxxxxx";
    EXPECT_EQ(nixie_options_read_file(options, path.c_str(), small, sizeof small), NIXIE_E_CONFIG);
    EXPECT_EQ(std::string(small), "; and 1");
    EXPECT_EQ(nixie_options_read_file(options, path.c_str(), nullptr, 0), NIXIE_E_CONFIG);
}

TEST_F(Config, WhatIsNoFileIsRefused) {
    const std::string nowhere = folder.path() / "nowhere.toml";
    EXPECT_EQ(read(nowhere), NIXIE_E_CONFIG);
    EXPECT_EQ(why, nowhere + ": No such file or directory; name a config file that exists");
    EXPECT_EQ(read(folder.path()), NIXIE_E_CONFIG);
    EXPECT_EQ(why, folder.path().string() + ": Is a directory; name a file");
    EXPECT_EQ(read(""), NIXIE_E_CONFIG);
    EXPECT_STREQ(why, "config file \"\": No such file or directory; name a config file that exists");
    EXPECT_EQ(nixie_options_read_file(options, nullptr, why, sizeof why), NIXIE_E_CONFIG);
    EXPECT_EQ(nixie_options_read_file(nullptr, nowhere.c_str(), why, sizeof why), NIXIE_E_CONFIG);
    EXPECT_STREQ(why, "options: NULL; make them with nixie_options_new()");
    EXPECT_EQ(nixie_options_read_environment(nullptr, why, sizeof why), NIXIE_E_CONFIG);
}

TEST_F(Config, APipeDoesNotHoldTheCallerUp) {
    const std::string pipe = folder.path() / "pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(read(pipe), NIXIE_E_CONFIG);
    EXPECT_EQ(why, pipe + ": a pipe; name a file");
}

TEST_F(Config, AFileWithoutEndIsRefused) {
    EXPECT_EQ(read("/dev/zero"), NIXIE_E_CONFIG);
    EXPECT_STREQ(why, "/dev/zero: larger than 1MiB; is it a config file?");
    EXPECT_EQ(read("/dev/null"), NIXIE_OK); // an empty one
}

// The process-wide logger opens in whatever thread logs first.
TEST_F(Config, TheDeepestFileFitsAThreadWithASmallStack) {
    std::string key = "a";
    for (int i = 0; i < 31; ++i) key += ".a";
    key += "." + key; // 63 dots
    const std::string path = file("[" + key + "]\n" + key + " = [\n{ " + key + " = [\n1\n] }\n]\n");
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 << 10);
    pthread_t thread;
    const auto read_there = [](void *given) -> void * {
        std::string &text = *static_cast<std::string *>(given); // the path, then the reason
        char reason[512] = "";
        nixie_options *made = nixie_options_new();
        nixie_options_read_file(made, text.c_str(), reason, sizeof reason);
        nixie_options_free(made);
        text = reason;
        return nullptr;
    };
    std::string text = path;
    ASSERT_EQ(pthread_create(&thread, &attributes, read_there, &text), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    EXPECT_EQ(text, path + ":1: no table of nixie: \"a\"; legal: queue, target"); // so it was parsed
}

TEST_F(Config, TheEnvironmentNamesTheFile) {
    const std::string path = file("app_name = \"mta\"\n" + target_of(at.target()));
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    ASSERT_EQ(read_environment(), NIXIE_OK) << why;
    log_one();
    EXPECT_NE(at.next().find(" mta "), std::string::npos);
}

TEST_F(Config, TargetsOfTheEnvironmentWinAndTheFilesOptionsStay) {
    const std::string path = file("app_name = \"mta\"\n" + target_of(elsewhere.target()));
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    setenv("NIXIE_TARGETS", at.target().c_str(), 1);
    ASSERT_EQ(read_environment(), NIXIE_OK) << why;
    log_one();
    EXPECT_NE(at.next().find(" mta "), std::string::npos);
    EXPECT_TRUE(elsewhere.is_empty());
}

TEST_F(Config, AnEmptyVariableCountsAsUnset) {
    const std::string path = file(target_of(at.target()));
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    setenv("NIXIE_TARGETS", " ", 1);
    ASSERT_EQ(read_environment(), NIXIE_OK) << why;
    log_one();
    at.next();
    setenv("NIXIE_CONFIG", "", 1);
    EXPECT_EQ(read_environment(), NIXIE_OK) << why;
}

TEST_F(Config, AMissingFileOfTheEnvironmentSaysNothing) {
    setenv("NIXIE_CONFIG", (folder.path() / "nowhere.toml").c_str(), 1);
    ASSERT_EQ(nixie_options_add_target(options, at.target().c_str(), why, sizeof why), NIXIE_OK);
    EXPECT_EQ(read_environment(), NIXIE_OK);
    EXPECT_STREQ(why, "");
    log_one();
    at.next();
}

TEST_F(Config, AWrongFileIsToldThoughTheEnvironmentHasTargets) {
    const std::string path = file("app_nam = \"mta\"\n");
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    setenv("NIXIE_TARGETS", at.target().c_str(), 1);
    nixie_logger *opened = nullptr;
    EXPECT_EQ(nixie_open_from_environment(&opened, why, sizeof why), NIXIE_E_CONFIG);
    EXPECT_EQ(opened, nullptr);
    EXPECT_EQ(why, path + ":1: no option of a logger: \"app_nam\"; did you mean app_name?");
    setenv("NIXIE_TARGETS", "jurnald:", 1);
    EXPECT_EQ(read_environment(), NIXIE_E_CONFIG);
    EXPECT_EQ(why, path + ":1: no option of a logger: \"app_nam\"; did you mean app_name?; and 1 more: nixie " +
                       "check-config " + path);
}

TEST_F(Config, WrongTargetsOfTheEnvironmentAreTold) {
    setenv("NIXIE_CONFIG", "/dev/null", 1);
    setenv("NIXIE_TARGETS", "journald: jurnald:", 1);
    EXPECT_EQ(read_environment(), NIXIE_E_CONFIG);
    EXPECT_STREQ(why, "NIXIE_TARGETS: target jurnald:: no such kind of target: \"jurnald\"; did you mean journald?");
}

TEST_F(Config, MembersOfTheCppOptionsWinOverTheFile) {
    const std::string path = file("app_name = \"mta\"\nhostname = \"mx1\"\n" + target_of(at.target()));
    {
        logger log{{.app_name = "mine", .targets = {elsewhere.target()}, .config_file = path}};
        ASSERT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::accepted);
    }
    for (receiver *each : {&at, &elsewhere}) EXPECT_NE(each->next().find(" mx1 mine "), std::string::npos);
}

TEST_F(Config, TheCppOptionsCanSayTheEnvironment) {
    const std::string path = file("app_name = \"mta\"\n");
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    setenv("NIXIE_TARGETS", at.target().c_str(), 1);
    {
        logger log{{.environment = true}};
        ASSERT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::accepted);
    }
    EXPECT_NE(at.next().find(" mta "), std::string::npos);
    setenv("NIXIE_TARGETS", "jurnald:", 1);
    EXPECT_THROW(logger({.environment = true}), open_error);
}

} // namespace
