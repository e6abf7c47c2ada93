#include "chaos/evidence.hpp"

#include <simdjson.h>

#include <fstream>
#include <sstream>

#include "live/stored.hpp"

namespace nixie::tests {
namespace {

using simdjson::dom::element;

std::uint64_t number_of(const std::string &text) {
    return text.empty() ? 0 : std::stoull(text);
}

std::string text_at(const element &in, std::string_view key) {
    std::string_view text;
    return in[key].get(text) == simdjson::SUCCESS ? std::string(text) : "";
}

// 2003-09-29T21:27:27.123456Z
std::uint64_t time_of(const std::string &text) {
    std::tm parts{};
    const char *const fraction = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
    if (!fraction || *fraction != '.') throw std::runtime_error("no time: " + text);
    return static_cast<std::uint64_t>(timegm(&parts)) * 1'000'000 + number_of(fraction + 1);
}

// A loss entry out of what finds a field's text by its name.
template <class FieldOf>
loss_entry read_loss(side at, FieldOf field) {
    loss_entry result{field("instance"),
                      field("target"),
                      field("reason"),
                      number_of(field("lost")),
                      read_ranges(field("lost_ranges")),
                      true,
                      field("lost_since"),
                      at};
    if (result.ranges.empty()) {
        result.exact = false;
        result.ranges.emplace_back(number_of(field("lost_first")), number_of(field("lost_last")));
    }
    return result;
}

template <class Of>
void read_counters(const element &from, Of &into) {
    const auto read = [&](const auto &counters) {
        for (const auto &each : counters) into.*each.counter = std::uint64_t(from[each.name]);
    };
    if constexpr (std::is_same_v<Of, stats>)
        read(logger_counters);
    else
        read(target_counters);
}

} // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> read_ranges(const std::string &text) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> result;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const std::size_t dash = part.find('-');
        const auto first = number_of(part.substr(0, dash));
        result.emplace_back(first, dash == part.npos ? first : number_of(part.substr(dash + 1)));
    }
    return result;
}

std::vector<account> read_accounts(const std::string &path) {
    std::vector<account> accounts;
    simdjson::dom::parser parser;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const element parsed = parser.parse(line);
        account &read = accounts.emplace_back();
        read.instance = text_at(parsed, "instance");
        read_counters(parsed, read.counted);
        for (const element target : simdjson::dom::array(parsed["targets"])) {
            read.counted.targets.emplace_back().uri = text_at(target, "uri");
            read_counters(target, read.counted.targets.back());
        }
    }
    return accounts;
}

void read_journal(evidence &all) {
    stored_side &into = all.sides[static_cast<std::size_t>(side::journald)];
    const std::vector<std::string> names{"instance",  "target",     "reason", "lost",     "lost_ranges", "lost_first",
                                         "lost_last", "lost_since", "event",  "sequence", "queue_id",    "time"};
    std::vector<std::string> journal_names{"__REALTIME_TIMESTAMP"};
    for (std::string name : names) {
        for (char &c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        journal_names.push_back("MAIL_" + name);
    }
    each_stored("", journal_names, [&](const std::vector<std::string> &values) {
        const auto field = [&](const std::string &name) {
            const auto at = std::find(names.begin(), names.end(), name) - names.begin();
            return values[static_cast<std::size_t>(at) + 1];
        };
        if (field("instance").empty()) return;
        if (field("event") == "loss") all.losses.push_back(read_loss(side::journald, field));
        if (field("sequence").empty()) return; // loss and stats have none
        into.of_instance[field("instance")].push_back({static_cast<std::uint32_t>(number_of(field("sequence"))),
                                                       field("queue_id"), number_of(values[0]),
                                                       time_of(field("time"))});
    });
}

std::size_t read_lines(side at, const std::string &path, evidence &all) {
    stored_side &into = all.sides[static_cast<std::size_t>(at)];
    const std::string_view elements = at == side::rsyslog ? "sd" : "_SDATA";
    std::size_t broken = 0;
    std::uint64_t position = 0;
    simdjson::dom::parser parser;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const std::uint64_t begin = position;
        position += line.size() + 1;
        element parsed, structured, nixie, meta;
        if (parser.parse(line).get(parsed) != simdjson::SUCCESS ||
            parsed[elements].get(structured) != simdjson::SUCCESS ||
            structured["nixie@32473"].get(nixie) != simdjson::SUCCESS) {
            ++broken;
            continue;
        }
        const auto field = [&](const char *name) { return text_at(nixie, name); };
        if (field("event") == "loss") all.losses.push_back(read_loss(at, field));
        if (structured["meta"].get(meta) != simdjson::SUCCESS) continue;
        const std::string sequence = text_at(meta, "sequenceId");
        if (!sequence.empty())
            into.of_instance[field("instance")].push_back(
                {static_cast<std::uint32_t>(number_of(sequence)), field("queue_id"), begin, 0});
    }
    return broken;
}

} // namespace nixie::tests
