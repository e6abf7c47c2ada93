// A call of log() allocates nothing. Counts what this thread asks of malloc and its kin, which operator new uses, too.
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>

#include "api/eventually.hpp"
#include "api/receiver.hpp"
#include "nixie/logger.hpp"

extern "C" {
// The C library's own, behind the names that are replaced below.
void *__libc_malloc(std::size_t);
void *__libc_calloc(std::size_t, std::size_t);
void *__libc_realloc(void *, std::size_t);
void *__libc_memalign(std::size_t, std::size_t);
}

namespace {
thread_local int allocations = 0;
}

extern "C" {
void *malloc(std::size_t size) {
    ++allocations;
    return __libc_malloc(size);
}
void *calloc(std::size_t count, std::size_t size) {
    ++allocations;
    return __libc_calloc(count, size);
}
void *realloc(void *memory, std::size_t size) {
    ++allocations;
    return __libc_realloc(memory, size);
}
void *aligned_alloc(std::size_t alignment, std::size_t size) {
    ++allocations;
    return __libc_memalign(alignment, size);
}
int posix_memalign(void **memory, std::size_t alignment, std::size_t size) {
    ++allocations;
    *memory = __libc_memalign(alignment, size);
    return *memory ? 0 : ENOMEM;
}
}

using namespace nixie;
using namespace nixie::tests;

namespace {

class Allocation : public testing::Test {
protected:
    // How often log() allocates in `calls` calls.
    int count(int calls, const record &what) {
        const int before = allocations;
        for (int i = 0; i < calls; ++i) refused += log.log(what) != outcome::accepted;
        return allocations - before;
    }

    socket_folder folder;
    receiver at{folder.path("log")};
    logger log{{.queue_size = "64MiB", .exit_drain = "0s", .targets = {at.target()}}};
    int refused = 0;
};

TEST_F(Allocation, TheCounterSeesAllocations) {
    const int before = allocations;
    const std::string text(1000, 'x');
    EXPECT_EQ(allocations, before + 1) << text.size();
}

TEST_F(Allocation, NoneInAnAcceptedCallFromTheFirstOne) {
    const user_field campaign[] = {{"campaign", "spring"}};
    const std::string_view more[] = {"ann@example.fict", "eve@example.fict"};
    EXPECT_EQ(count(10'000, {.diagnostic = "550 5.1.1 No such user",
                             .recipient = "bob@example.fict",
                             .sender = "<>",
                             .queue_id = "4TnX2k0Qz1",
                             .recipients = more,
                             .user_fields = campaign}),
              0);
    EXPECT_EQ(refused, 0);
    const std::string large(100'000, 'x');
    EXPECT_EQ(count(10, {.diagnostic = large}), 0);
    EXPECT_EQ(refused, 0);
}

TEST_F(Allocation, NoneInARefusedCall) {
    const std::string too_large(5 << 20, 'x');
    EXPECT_EQ(count(10, {.diagnostic = too_large}), 0);
    EXPECT_EQ(count(10, {}), 0);
    ASSERT_TRUE(log.close(patience));
    EXPECT_EQ(count(10, {.queue_id = "late"}), 0);
    EXPECT_EQ(refused, 30);
}

} // namespace
