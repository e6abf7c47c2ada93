// Stands between a program and the kernel's sendmsg(2) and sendmmsg(2): a call can be made to fail, or to take only the
// first of its datagrams. Only for the program that links send_faults.cpp, and there for one target at a time.
#pragma once

#include <map>
#include <vector>

namespace nixie::impl::test {

struct send_fault {
    int error = 0;     // errno; 0: the call takes less than it was given
    unsigned most = 0; // with no error: datagrams that it takes; at least one
};

// Counts the calls from 1 on, and lets those fail that the map names.
void inject(std::map<int, send_fault> faults);
// Entries or datagrams of each call since then, also of those that failed: pieces of sendmsg(2), messages of
// sendmmsg(2).
std::vector<unsigned> calls_seen();

} // namespace nixie::impl::test
