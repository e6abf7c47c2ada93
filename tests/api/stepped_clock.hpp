// The real-time clock as this process sees it, which a test may step. The functions of the C library that read it are
// replaced in the test's program, for libnixie and libstdc++, too; the machine's own clock is not touched.
//
// A wait in the kernel until a point of the real time still ends by the machine's clock. So a deadline that was
// reckoned from this one is missed by years: it ends at once, or never. The steady clock goes on as it does. That it
// stands still while a machine is suspended, and that all spans then are that much longer, is not looked at here.
#pragma once

#include <atomic>
#include <cstdint>

namespace nixie::tests {

class stepped_clock {
public:
    ~stepped_clock(); // the machine's clock again

    // From now on it says exactly this, in microseconds since 1970, and stands still: stamps can be compared, and
    // whoever waits for it to go on waits for ever. Any thread.
    void stand_at(std::int64_t microseconds);

    // How often somebody read it while it stood.
    std::uint64_t readings() const;

    // Becomes true as soon as the calling thread reads a clock, whichever: so a test knows that a deadline was
    // reckoned. It has to outlive the thread.
    void tell_of_readings(std::atomic<bool> &here) const;
};

} // namespace nixie::tests
