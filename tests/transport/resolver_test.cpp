// Lookups that hang: each hangs alone, and nobody waits for it.
#include "transport/resolver.hpp"

#include <arpa/inet.h>
#include <condition_variable>
#include <mutex>
#include <netinet/in.h>
#include <optional>

#include <gtest/gtest.h>

#include "api/eventually.hpp"

namespace nixie::impl {
namespace {

// A name server that answers when the test says so.
class slow_names {
public:
    ~slow_names() { answer(); }

    resolver::lookup_function function() {
        return [state = state_](const peer_host &, int) {
            std::unique_lock lock{state->mutex};
            ++state->asked;
            state->changed.notify_all();
            state->changed.wait(lock, [&] { return state->answers; });
            lookup_result result;
            result.addresses.resize(2);
            return result;
        };
    }
    void answer() {
        const std::lock_guard lock{state_->mutex};
        state_->answers = true;
        state_->changed.notify_all();
    }
    void wait_until_asked(int times) {
        std::unique_lock lock{state_->mutex};
        ASSERT_TRUE(state_->changed.wait_for(lock, tests::patience, [&] { return state_->asked >= times; }));
    }
    int asked() {
        const std::lock_guard lock{state_->mutex};
        return state_->asked;
    }

private:
    struct state {
        std::mutex mutex;
        std::condition_variable changed;
        int asked = 0;
        bool answers = false;
    };
    std::shared_ptr<state> state_ = std::make_shared<state>(); // a helper may outlive the test
};

lookup_result answer_at_once(const peer_host &, int) {
    lookup_result result;
    result.addresses.resize(1);
    return result;
}

class Resolver : public testing::Test {
protected:
    // Runs what comes, until there is a result.
    void run_until(const std::optional<lookup_result> &result) {
        while (!result && io.run_one_for(tests::patience) > 0) {
        }
        ASSERT_TRUE(result);
    }
    static resolver::callback into(std::optional<lookup_result> &result) {
        return [&result](lookup_result found) { result = std::move(found); };
    }

    boost::asio::io_context io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
    slow_names names;
    std::optional<lookup_result> first, second;
};

TEST_F(Resolver, ALookupThatHangsHoldsUpNoOther) {
    resolver hanging{io, names.function()};
    resolver quick{io, answer_at_once};
    ASSERT_EQ(hanging.look_up({"slow.example", 601}, SOCK_STREAM, into(first)), 0);
    ASSERT_EQ(quick.look_up({"quick.example", 601}, SOCK_STREAM, into(second)), 0);
    run_until(second);
    EXPECT_FALSE(first);
    names.answer();
    run_until(first);
    EXPECT_EQ(first->addresses.size(), 2U);
}

TEST_F(Resolver, GoesAwayWhileALookupHangs) {
    {
        resolver hanging{io, names.function()};
        ASSERT_EQ(hanging.look_up({"slow.example", 601}, SOCK_STREAM, into(first)), 0);
        names.wait_until_asked(1);
    }
    names.answer();
    EXPECT_EQ(io.poll(), 0U) << "nobody is called back, now or later";
    EXPECT_FALSE(first);
}

TEST_F(Resolver, AHelperThatStillWorksServesTheNextLookupOfItsHost) {
    resolver hanging{io, names.function()};
    ASSERT_EQ(hanging.look_up({"slow.example", 601}, SOCK_STREAM, into(first)), 0);
    names.wait_until_asked(1);
    hanging.cancel(); // the deadline
    ASSERT_EQ(hanging.look_up({"slow.example", 601}, SOCK_STREAM, into(second)), 0);
    names.answer();
    run_until(second);
    EXPECT_FALSE(first);
    EXPECT_EQ(names.asked(), 1) << "never more than one helper a host";
}

// On a thread of its own an exception would end the process.
TEST_F(Resolver, ALookupForWhichThereIsNoMemoryIsAnError) {
    resolver poor{io, [](const peer_host &, int) -> lookup_result { throw std::bad_alloc{}; }};
    for (std::optional<lookup_result> *each : {&first, &second}) {
        ASSERT_EQ(poor.look_up({"logs.example", 601}, SOCK_STREAM, into(*each)), 0);
        run_until(*each);
        EXPECT_EQ((*each)->error, ENOMEM);
        EXPECT_TRUE((*each)->addresses.empty());
        EXPECT_NE((*each)->trouble, "");
    }
}

TEST_F(Resolver, AnotherHostDoesNotWaitForTheFirst) {
    resolver both{io, [slow = names.function()](const peer_host &of, int type) {
                      return of.host == "slow.example" ? slow(of, type) : answer_at_once(of, type);
                  }};
    ASSERT_EQ(both.look_up({"slow.example", 601}, SOCK_STREAM, into(first)), 0);
    both.cancel();
    ASSERT_EQ(both.look_up({"quick.example", 601}, SOCK_STREAM, into(second)), 0);
    run_until(second);
    EXPECT_EQ(second->addresses.size(), 1U);
    EXPECT_FALSE(first);
}

std::uint16_t port_of(const socket_address &address) {
    return ntohs(reinterpret_cast<const sockaddr_in *>(&address.storage)->sin_port); // the same place in sockaddr_in6
}

TEST(LiteralAddress, IsTakenAsItIs) {
    for (const char *text : {"127.0.0.1", "2001:db8::1", "::1"}) {
        const auto address = literal_address({text, 601});
        ASSERT_TRUE(address) << text;
        EXPECT_EQ(port_of(*address), 601);
        EXPECT_EQ(address->storage.ss_family, std::string_view{text}.find(':') < 20 ? AF_INET6 : AF_INET) << text;
    }
    for (const char *text : {"localhost", "logs.example.net", "2001:db8::x"})
        EXPECT_FALSE(literal_address({text, 601}));
}

TEST(LiteralAddress, AnIpv4AddressInIpv6ClothesIsIpv4) {
    const auto address = literal_address({"::ffff:192.0.2.1", 601});
    ASSERT_TRUE(address);
    EXPECT_EQ(address->storage.ss_family, AF_INET);
    EXPECT_EQ(port_of(*address), 601);
    EXPECT_EQ(reinterpret_cast<const sockaddr_in *>(&address->storage)->sin_addr.s_addr, inet_addr("192.0.2.1"));
}

TEST(SocketAddress, GetsThePortOfWhoWantsIt) {
    for (const char *text : {"127.0.0.1", "::1"}) {
        socket_address address = literal_address({text, 601}).value();
        address.set_port(6514);
        EXPECT_EQ(port_of(address), 6514) << text;
    }
}

TEST(LookUpInSystem, FindsLocalhostAndSaysWhatItDoesNotFind) {
    EXPECT_FALSE(look_up_in_system({"localhost", 601}, SOCK_STREAM).addresses.empty());
    const lookup_result none = look_up_in_system({"no such host", 601}, SOCK_STREAM);
    EXPECT_TRUE(none.addresses.empty());
    EXPECT_NE(none.error, 0);
    EXPECT_NE(none.trouble, "");
}

} // namespace
} // namespace nixie::impl
