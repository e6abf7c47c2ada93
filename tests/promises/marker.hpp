// What a traced program says to its tracer: system calls of a number that no kernel has, so that nothing else is done.
#pragma once

#include <unistd.h>

namespace nixie::tests {

constexpr long marker_number = 0x6e697869;

enum class marker : long {
    begin = 1, // from here to `end` all that this thread does is to log; with the number of the round
    end,
    hold,       // with a point: the first of the library's threads that comes to it stands still until `let_go`
    await_held, // until it does, this thread waits
    let_go
};

// Where a thread of the library stands still.
enum class point : long {
    anywhere, // at its next system call
    send,     // when it sends something
    wait      // when it waits for the first time after it has sent something
};

inline void mark(marker what, long detail = 0) {
    syscall(marker_number, static_cast<long>(what), detail);
}
inline void hold(point where) {
    mark(marker::hold, static_cast<long>(where));
}

} // namespace nixie::tests
