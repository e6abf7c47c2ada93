#include "report.hpp"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace nixie::bench {
namespace {

// Three digits that count, and thousands as k and M.
std::string short_number(double value) {
    const char *suffix = "";
    if (std::fabs(value) >= 1e6) {
        value /= 1e6;
        suffix = "M";
    } else if (std::fabs(value) >= 1e4) {
        value /= 1e3;
        suffix = "k";
    }
    const int decimals = std::fabs(value) >= 100 ? 0 : std::fabs(value) >= 10 ? 1 : std::fabs(value) >= 1 ? 2 : 3;
    char text[32];
    std::snprintf(text, sizeof text, "%.*f%s", decimals, value, suffix);
    return text;
}

std::string goal_text(const row &what) {
    if (what.kind == goal_is::none) return "";
    return (what.kind == goal_is::at_most ? "<= " : ">= ") + short_number(what.goal);
}

const char *verdict(const result &of) {
    if (of.what.kind == goal_is::none) return "";
    return of.met() ? "met" : "NOT MET";
}

void print_row(const result &of) {
    const row &what = of.what;
    std::printf("%-58s %-14s ", what.name.c_str(), what.back_end.c_str());
    if (!of.trouble.empty()) {
        std::printf("no figure: %s\n", of.trouble.c_str());
        return;
    }
    const bool compared = !what.reference.empty();
    std::printf("%8s +-%2.0f%% %-9s %8s %-18s %7s %8s  %s\n", short_number(of.median).c_str(), of.spread * 100,
                what.unit.c_str(), compared ? short_number(of.reference).c_str() : "",
                what.reference.substr(0, what.reference.find('.')).c_str(),
                compared ? short_number(of.ratio).c_str() : "", goal_text(what).c_str(), verdict(of));
}

std::string quoted(const std::string &text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return out + '"';
}

std::string json_of(const result &of) {
    const auto number = [](double value) { return std::isfinite(value) ? std::to_string(value) : "null"; };
    const row &what = of.what;
    std::string out = "{\"name\":" + quoted(what.name) + ",\"back_end\":" + quoted(what.back_end);
    if (!of.trouble.empty()) return out + ",\"trouble\":" + quoted(of.trouble) + "}";
    out += ",\"median\":" + number(of.median) + ",\"spread\":" + number(of.spread) + ",\"unit\":" + quoted(what.unit);
    if (!what.reference.empty())
        out += ",\"reference\":" + quoted(what.reference) + ",\"reference_median\":" + number(of.reference) +
               ",\"ratio\":" + number(of.ratio);
    if (what.kind != goal_is::none)
        out += ",\"goal\":" + quoted(goal_text(what)) + ",\"met\":" + (of.met() ? "true" : "false");
    return out + "}";
}

} // namespace

void print_table(const std::vector<result> &results) {
    std::printf("%-58s %-14s %8s %5s %-9s %8s %-18s %7s %8s\n", "what", "back end", "median", "", "unit", "beside", "",
                "ratio", "goal");
    for (const result &each : results) print_row(each);
}

void write_json(const std::string &path, const std::vector<result> &results) {
    std::ofstream out(path);
    out << "[\n"; // a row a line
    for (std::size_t i = 0; i < results.size(); ++i)
        out << json_of(results[i]) << (i + 1 < results.size() ? ",\n" : "\n");
    out << "]\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

} // namespace nixie::bench
