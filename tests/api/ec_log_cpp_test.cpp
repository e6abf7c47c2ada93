// nixie/ec_log.h in a C++ file of the kind that old mail servers have: <string> and `using namespace std` come first,
// so that `string` alone means two things.
#include <string>
using namespace std; // NOLINT: the point of this test

#include "nixie/ec_log.h"

#include <gtest/gtest.h>

#include "api/receiver.hpp"

namespace {

TEST(EcLogInCpp, TakesItsOwnStringsUnderBothNames) {
    const nixie::tests::socket_folder folder;
    nixie::tests::receiver at(folder.path("log"));
    ASSERT_EQ(setenv("NIXIE_TARGETS", at.target().c_str(), 1), 0); // the logger opens at the first call

    std::string reply = "550 5.1.1 No such user", path = "RCPT TO:<bob@example.fict>\r\n";
    const ::string note{static_cast<int>(reply.size()), 0, reply.data(), 0, nullptr};
    nixie_ec_string recipient{};
    recipient.len = static_cast<int>(path.size());
    recipient.buffer = path.data();
    ec_message message{};
    message._rcptto = recipient;
    timeval now{1064870847, 123456};
    ec_log_permanent_failure(&message, nullptr, &now, &note);

    const std::string sent = at.next();
    EXPECT_EQ(nixie::tests::parameter(sent, "recipient"), "bob@example.fict");
    EXPECT_EQ(nixie::tests::parameter(sent, "diagnostic"), "550 5.1.1 No such user");
    EXPECT_EQ(nixie::tests::parameter(sent, "status"), "5.1.1");
}

} // namespace
