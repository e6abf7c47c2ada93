// How the nixie program ends. The numbers are those of sysexits.h, which a Postfix pipe(8) understands.
#pragma once

namespace nixie::impl {

enum class exit_code {
    ok = 0,
    gaps_explained = 1,   // of verify: numbers are missing, and each is explained
    gaps_unexplained = 2, // of verify: some is not, or it cannot tell
    usage = 64,           // a wrong command line
    data = 65,            // some lines were refused
    no_input = 66,        // a file that is not there, or may not be read
    io = 74,              // reading or writing failed half-way
    not_delivered = 75,   // not everything was sent: try again
    config = 78           // a target or an option that cannot be used
};

// The one that a run ends with when two things went wrong: what was not read at all weighs most, then what may still
// be delivered by another try, then what never will.
constexpr exit_code worse(exit_code a, exit_code b) {
    constexpr auto weight = [](exit_code code) {
        switch (code) {
        case exit_code::ok:
            return 0;
        case exit_code::gaps_explained: // verify ends with one thing alone
        case exit_code::gaps_unexplained:
        case exit_code::data:
            return 1;
        case exit_code::not_delivered:
            return 2;
        case exit_code::io:
            return 3;
        case exit_code::no_input:
            return 4;
        case exit_code::config:
            return 5;
        case exit_code::usage:
            return 6;
        }
        return 6;
    };
    return weight(a) < weight(b) ? b : a;
}

} // namespace nixie::impl
