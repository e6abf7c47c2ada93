// send(2) and sendmsg(2) of this program, which stand before those of the C library for its shared libraries, too:
// while a stubbed_send lives, they take everything and do nothing in the thread that made it. So the work before the
// send is measured alone.
#pragma once

namespace nixie::bench {

class stubbed_send {
public:
    stubbed_send();
    ~stubbed_send();
    stubbed_send(const stubbed_send &) = delete;
    stubbed_send &operator=(const stubbed_send &) = delete;

    // Sends that this thread's stub took; a peer that does not get here is not measured.
    unsigned long count() const;
};

} // namespace nixie::bench
