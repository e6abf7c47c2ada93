// Whether everything that is missing is explained: the second opinion beside `nixie verify`, written apart from it.
// Pure: evidence in, verdict out.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "chaos/account.hpp"

namespace nixie::tests {

enum class side { journald, rsyslog, syslog_ng };
inline constexpr side all_sides[] = {side::journald, side::rsyslog, side::syslog_ng};
const char *name_of(side which);
// The side to which a target of the load leads.
side side_of(const std::string &uri);

// One record as a side has stored it. Positions order what one side has: an offset in its file, a time.
struct sighting {
    std::uint32_t sequence;
    std::string identity; // what the load wrote into it
    std::uint64_t position;
    std::uint64_t called; // when the load logged it, in microseconds since 1970; 0 where the side does not tell
};

// A loss of the side's own: what it had taken between its last record before `from` and its first one from `to` on, it
// may have lost, since it was killed, ended or had no room; but nothing that was logged only after it had ended or had
// recovered.
struct gap {
    std::string why;        // "kill", "terminate", "disk_full"
    std::uint64_t from, to; // positions
    std::uint64_t until;    // microseconds since 1970
};

struct stored_side {
    std::map<std::string, std::vector<sighting>> of_instance; // in the order of the side
    std::vector<gap> gaps;
};

// A loss entry, wherever it was found.
struct loss_entry {
    std::string instance, target, reason; // no target: refused at the call
    std::uint64_t lost;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
    bool exact; // false: `lost` of those in the one range
    std::string since;
    side told_at;
    auto operator<=>(const loss_entry &) const = default;
};

struct evidence {
    std::vector<account> accounts;
    std::array<stored_side, 3> sides;
    std::vector<loss_entry> losses; // of each side each once
};

using sequences = std::vector<std::uint32_t>;

struct side_verdict {
    std::uint64_t records = 0, seen = 0, doubles = 0; // records: of the load, for this side
    std::map<std::string, std::uint64_t> missing;     // by class
    std::uint64_t unexplained() const;
};

// Of one logger at one side. missing: own and unexplained among them.
struct instance_verdict {
    std::uint64_t seen = 0, doubles = 0, missing = 0, own = 0, unexplained = 0;
};

inline constexpr const char *unexplained_class = "unexplained";

struct verdict {
    std::array<side_verdict, 3> sides;
    std::map<std::pair<std::string, side>, instance_verdict> instances;
    std::uint64_t records = 0, refused = 0, dropped = 0, uncertain = 0;
    std::vector<std::string> problems;   // one line each; none: all is well
    std::vector<std::string> own_losses; // which records a side had taken and lost itself
};

verdict judge(const evidence &all);

// 5-9,12
std::string ranges_of(const sequences &ascending);

} // namespace nixie::tests
