#include "api/allocation_counter.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdlib>

#ifdef NIXIE_SANITIZED
#include <sanitizer/allocator_interface.h>
#endif

namespace {
thread_local int count = 0;
}

int nixie::tests::allocations() noexcept {
    return count;
}

#ifdef NIXIE_SANITIZED

namespace {

[[gnu::constructor]] void count_what_the_sanitizer_gives() {
    const auto given = [](const volatile void *, std::size_t) { ++count; };
    const auto taken_back = [](const volatile void *) {};
    if (__sanitizer_install_malloc_and_free_hooks(given, taken_back) == 0) std::abort();
}

} // namespace

#else

extern "C" {
// The C library's own, behind the names that are replaced below.
void *__libc_malloc(std::size_t);
void *__libc_calloc(std::size_t, std::size_t);
void *__libc_realloc(void *, std::size_t);
void *__libc_memalign(std::size_t, std::size_t);

void *malloc(std::size_t size) {
    ++count;
    return __libc_malloc(size);
}
void *calloc(std::size_t members, std::size_t size) {
    ++count;
    return __libc_calloc(members, size);
}
void *realloc(void *memory, std::size_t size) {
    ++count;
    return __libc_realloc(memory, size);
}
void *aligned_alloc(std::size_t alignment, std::size_t size) {
    ++count;
    return __libc_memalign(alignment, size);
}
int posix_memalign(void **memory, std::size_t alignment, std::size_t size) {
    ++count;
    *memory = __libc_memalign(alignment, size);
    return *memory ? 0 : ENOMEM;
}
}

#endif
