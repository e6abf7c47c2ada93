// What fork(2) needs of an engine: the I/O thread stands still, and the child closes what it inherited.
#include <algorithm>
#include <fcntl.h>
#include <iterator>

#include <gtest/gtest.h>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "journal/temporary_directory.hpp"
#include "transport/forked.hpp"
#include "transport/inherited_descriptors.hpp"
#include "transport/logged.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;

class Fork : public testing::Test {
protected:
    const nixie::test::temporary_directory directory;
    const std::string path = directory.path() / "socket";
    datagram_receiver receiver{path};
};

TEST_F(Fork, NothingIsSentWhileTheEngineIsParked) {
    engine engine{settings_for({journald_target(path)})};
    engine.park();
    for (int i = 0; i < 5; ++i) log(engine);
    EXPECT_EQ(receiver.next_record(std::chrono::milliseconds{20}), "");
    engine.unpark();
    EXPECT_EQ(receive(receiver, 5), numbers(1, 5));
}

// A park that begins before the I/O thread has noticed the end of the one before must not stop it for ever.
TEST_F(Fork, ParksFollowEachOtherWithoutAPause) {
    engine engine{settings_for({journald_target(path)})};
    for (int i = 0; i < 2000; ++i) {
        engine.park();
        engine.unpark();
    }
    log(engine);
    EXPECT_EQ(receive(receiver, 1), numbers(1, 1));
}

TEST_F(Fork, AClosedEngineParksWithoutAThread) {
    engine engine{settings_for({journald_target(path)})};
    engine.close(std::chrono::milliseconds{0}, loss_reason::shutdown);
    engine.park();
    engine.unpark();
}

TEST_F(Fork, CompanionsAreTheEpollDescriptorAndItsList) {
    const descriptor epoll{::epoll_create1(EPOLL_CLOEXEC)};
    const descriptor first{::eventfd(0, EFD_CLOEXEC)}, second{::eventfd(0, EFD_CLOEXEC)};
    for (const descriptor *each : {&first, &second}) {
        epoll_event event{};
        ASSERT_EQ(::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, each->get(), &event), 0);
    }
    std::vector<int> found = epoll_companions(first.get());
    std::ranges::sort(found);
    EXPECT_EQ(found, (std::vector{epoll.get(), second.get()}));
}

TEST_F(Fork, ADescriptorThatNobodyWatchesHasNoCompanions) {
    const descriptor alone{::eventfd(0, EFD_CLOEXEC)};
    EXPECT_TRUE(epoll_companions(alone.get()).empty());
}

// The engine of the child is never destroyed, as in a process that forked (engine::abandon).
TEST_F(Fork, AbandonedInAChildItLeavesNoDescriptorOpen) {
    const auto before = open_descriptors();
    engine engine{settings_for({journald_target(path), syslog_target(path)})};
    std::vector<int> made;
    std::ranges::set_difference(open_descriptors(), before, std::back_inserter(made));
    EXPECT_GE(made.size(), 6U); // an eventfd, Asio's three, two sockets
    for (const int fd : made) EXPECT_EQ(::fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);

    engine.park();
    {
        forked child{STDOUT_FILENO, [&] {
                         engine.abandon();
                         return static_cast<int>(
                             std::ranges::count_if(made, [](int fd) { return ::fcntl(fd, F_GETFD) >= 0; }));
                     }};
        engine.unpark();
        EXPECT_EQ(child.exit_code(), 0) << "descriptors that are still open";
    }
    log(engine);
    EXPECT_EQ(receive(receiver, 1), numbers(1, 1)); // the parent's are untouched
}

} // namespace
} // namespace nixie::impl
