#include "chaos/second_opinion.hpp"

#include <simdjson.h>

#include <algorithm>
#include <sstream>

#include "api/shell.hpp"

namespace nixie::tests {
namespace {

using simdjson::dom::element;

std::string command_of(const evidence &all, const sources &from) {
    std::string command = std::string(NIXIE_PROGRAM) + " verify --json";
    for (const std::string &each : from) command += " " + each;
    if (all.accounts.empty()) return command;
    for (const target_stats &target : all.accounts[0].counted.targets) // the same of all loggers
        command += " --target '" + from[static_cast<std::size_t>(side_of(target.uri))] + "=" + target.uri + "'";
    return command;
}

// One instance at one side.
std::string disagreement(element line, const std::string &name, const instance_verdict &judged) {
    const auto number = [&line](const char *key) { return std::uint64_t(line[key]); };
    std::ostringstream out;
    const auto expect = [&](const char *what, std::uint64_t verify, std::uint64_t judge) {
        if (verify != judge) out << "; " << what << " " << verify << ", the judge " << judge;
    };
    expect("seen", number("seen"), judged.seen);
    expect("double", number("double"), judged.doubles);
    expect("missing", number("missing"), judged.missing);
    // It does not know what a side has lost itself; of totals alone each may choose other numbers.
    if (number("unexplained") > judged.own + judged.unexplained)
        expect("unexplained", number("unexplained"), judged.own + judged.unexplained);
    return out.str().empty() ? "" : "nixie verify: " + name + out.str();
}

} // namespace

std::vector<std::string> disagreements(const std::string &json, const verdict &judged, const sources &from) {
    std::vector<std::string> found;
    std::size_t heard = 0;
    simdjson::dom::parser parser;
    std::istringstream lines(json);
    for (std::string text; std::getline(lines, text);) {
        const element line = parser.parse(text);
        std::string_view where, instance;
        if (line["side"].get(where) != simdjson::SUCCESS) continue; // the last one
        if (line["instance"].get(instance) != simdjson::SUCCESS) continue;
        const auto at = static_cast<side>(std::find(from.begin(), from.end(), where) - from.begin());
        const auto known = judged.instances.find({std::string(instance), at});
        if (known == judged.instances.end()) {
            found.push_back("nixie verify: knows " + std::string(instance) + " at " + std::string(where));
            continue;
        }
        ++heard;
        const std::string differs =
            disagreement(line, std::string(name_of(at)) + " " + std::string(instance), known->second);
        if (!differs.empty()) found.push_back(differs);
    }
    const auto has_number = [](const auto &each) { return each.second.seen + each.second.missing > 0; };
    const auto wanted = std::count_if(judged.instances.begin(), judged.instances.end(), has_number);
    if (heard < static_cast<std::size_t>(wanted)) // an instance without a call leaves no trace
        found.push_back("nixie verify: " + std::to_string(heard) + " instances and sides of " + std::to_string(wanted));
    return found;
}

std::vector<std::string> second_opinion(const evidence &all, const verdict &judged, const sources &from) {
    if (std::string(NIXIE_PROGRAM).empty()) return {};
    const shell_result ran =
        run_shell(command_of(all, from) + " 2>/run/verify.errors"); // also the lines that are broken
    constexpr int unexplained = 2;
    if (ran.exit_code < 0 || ran.exit_code > unexplained)
        return {"nixie verify: exit status " + std::to_string(ran.exit_code) + ": " +
                run_shell("head -c 1000 /run/verify.errors").output};
    return disagreements(ran.output, judged, from);
}

} // namespace nixie::tests
