// A journald of our own that begins empty, and what it has stored. Only on a private host (tests/live/private_host).
#pragma once

#include <cstdint>
#include <memory>

namespace nixie::tests {
class journald;
}

namespace nixie::bench {

class journal_host {
public:
    // Throws where this is no private host. Its socket queues that many datagrams (net.unix.max_dgram_qlen; a booted
    // host has 512, a bare kernel 10).
    explicit journal_host(int max_dgram_qlen = 512);
    ~journal_host();
    journal_host(const journal_host &) = delete;
    journal_host &operator=(const journal_host &) = delete;

    // Waits until it has stored what it got, reads it back, and throws unless that are `wanted` records. Entries a
    // second, by the times at which journald says it got the first one and the last.
    double stored_rate(std::uint64_t wanted);

private:
    std::unique_ptr<tests::journald> daemon_;
};

} // namespace nixie::bench
