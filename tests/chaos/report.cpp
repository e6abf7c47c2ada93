#include "chaos/report.hpp"

#include <sstream>

namespace nixie::tests {
namespace {

std::string text_of(side which, const side_verdict &at) {
    std::ostringstream out;
    out << name_of(which) << ": double " << at.doubles;
    for (const auto &[name, count] : at.missing) out << ", " << name << " " << count;
    return out.str();
}

} // namespace

std::string line_of(const schedule &of, const evidence &all, const verdict &judged) {
    std::ostringstream out;
    out << "seed " << of.seed << ": " << judged.records << " records, " << all.accounts.size() << " loggers, "
        << of.faults.size() << " faults; refused " << judged.refused << ", dropped " << judged.dropped << ", uncertain "
        << judged.uncertain;
    std::uint64_t unexplained = 0;
    for (const side each : all_sides) {
        const side_verdict &at = judged.sides[static_cast<std::size_t>(each)];
        if (at.records > 0) out << "; " << text_of(each, at);
        unexplained += at.unexplained();
    }
    out << "; unexplained " << unexplained << "\n";
    return out.str();
}

void totals::add(const schedule &of, const verdict &judged) {
    ++schedules_;
    if (!judged.problems.empty()) ++failed_;
    faults_ += of.faults.size();
    for (const fault &each : of.faults) ++of_kind_[std::string(name_of(each.kind)) + " " + name_of(each.at)];
    sum_.records += judged.records;
    sum_.refused += judged.refused;
    sum_.dropped += judged.dropped;
    sum_.uncertain += judged.uncertain;
    for (std::size_t i = 0; i < sum_.sides.size(); ++i) {
        side_verdict &into = sum_.sides[i];
        into.records += judged.sides[i].records;
        into.seen += judged.sides[i].seen;
        into.doubles += judged.sides[i].doubles;
        for (const auto &[name, count] : judged.sides[i].missing) into.missing[name] += count;
    }
}

std::string totals::table() const {
    std::ostringstream out;
    out << "\n"
        << schedules_ << " schedules (" << failed_ << " failed), " << faults_ << " faults, " << sum_.records
        << " records, refused " << sum_.refused << ", dropped " << sum_.dropped << ", uncertain " << sum_.uncertain
        << "\n\n| side | records | stored | double | missing, by what explains it | unexplained "
           "|\n|---|---|---|---|---|---|\n";
    for (const side each : all_sides) {
        const side_verdict &at = sum_.sides[static_cast<std::size_t>(each)];
        out << "| " << name_of(each) << " | " << at.records << " | " << at.seen << " | " << at.doubles << " | ";
        const char *comma = "";
        for (const auto &[name, count] : at.missing) {
            if (name == unexplained_class) continue;
            out << comma << name << " " << count;
            comma = ", ";
        }
        out << " | " << at.unexplained() << " |\n";
    }
    out << "\n| fault | times |\n|---|---|\n";
    for (const auto &[name, count] : of_kind_) out << "| " << name << " | " << count << " |\n";
    return out.str();
}

} // namespace nixie::tests
