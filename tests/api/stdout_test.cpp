// What stdout: writes, a line a record, in its formats. The nixie program's own tests have the details of each format.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "api/eventually.hpp"
#include "api/receiver.hpp"
#include "nixie/logger.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

// Standard output goes to a file while this lives.
class redirected_output {
public:
    explicit redirected_output(const std::string &path) : before_(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)) {
        fflush(stdout);
        const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        dup2(file, STDOUT_FILENO);
        close(file);
    }
    ~redirected_output() {
        dup2(before_, STDOUT_FILENO);
        close(before_);
    }
    redirected_output(const redirected_output &) = delete;
    redirected_output &operator=(const redirected_output &) = delete;

private:
    int before_;
};

class Stdout : public testing::Test {
protected:
    // What a logger with that target writes for one record.
    std::string written(const std::string &target) {
        const std::string path = folder.path("output");
        const redirected_output redirected(path);
        logger log{{.app_name = "mta", .hostname = "mail.example", .stats_interval = "0", .targets = {target}}};
        EXPECT_EQ(log.log({.time = timestamp(1'064'870'847'123'456),
                           .diagnostic = "550 5.1.1 No \"such\"\r\nuser",
                           .recipient = "bob@example.fict"}),
                  outcome::accepted);
        EXPECT_TRUE(log.close(patience));
        instance = log.instance();
        std::ifstream file(path);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    socket_folder folder;
    std::string instance;
};

TEST_F(Stdout, WritesOneLineOfRfc5424) {
    const std::string text = written("stdout:");
    EXPECT_EQ(text, "<20>1 2003-09-29T21:27:27.123456Z mail.example mta " + std::to_string(getpid()) +
                        " PERMFAIL [nixie@32473 event=\"permanent_failure\" instance=\"" + instance +
                        "\" action=\"failed\" status=\"5.1.1\" code=\"550\""
                        " diagnostic=\"550 5.1.1 No \\\"such\\\"#015#012user\""
                        " recipient=\"bob@example.fict\" recipient_domain=\"example.fict\"][meta sequenceId=\"1\"]"
                        "[origin software=\"nixie\" swVersion=\"" +
                        nixie_version() +
                        "\"] permanent failure: <bob@example.fict>: 550 5.1.1 No \"such\"#015#012user\n");
}

TEST_F(Stdout, WritesOneLineOfJson) {
    const std::string text = written("stdout:?format=json");
    EXPECT_EQ(text, "{\"event\":\"permanent_failure\",\"time\":\"2003-09-29T21:27:27.123456Z\",\"sequence\":1,"
                    "\"instance\":\"" +
                        instance +
                        "\",\"action\":\"failed\",\"status\":\"5.1.1\",\"code\":550,"
                        "\"diagnostic\":\"550 5.1.1 No \\\"such\\\"\\r\\nuser\",\"recipient\":\"bob@example.fict\","
                        "\"recipient_domain\":\"example.fict\"}\n");
}

TEST_F(Stdout, WritesTheJournalsForm) {
    const std::string text = written("stdout:?format=journal");
    using namespace std::string_literals;
    EXPECT_NE(text.find("\nMAIL_STATUS\n\5\0\0\0\0\0\0\0"s + "5.1.1\n"), std::string::npos);
    EXPECT_NE(text.find("\nMAIL_DIAGNOSTIC\n\x19\0\0\0\0\0\0\0"s + "550 5.1.1 No \"such\"\r\nuser\n"),
              std::string::npos);
    EXPECT_NE(text.find("\nMAIL_EVENT=permanent_failure\n"), std::string::npos);
}

} // namespace
