#include "tool/emit_run.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "record/c_fields.hpp"
#include "tool/emit_summary.hpp"
#include "tool/failure.hpp"
#include "tool/interrupt.hpp"
#include "tool/line_reader.hpp"

namespace nixie::impl {
namespace {

using std::chrono::steady_clock;

// A record of the largest size (4 MiB) fits even when JSON escapes take half of the line.
constexpr std::size_t longest_line = 8 * 1024 * 1024;

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string describe(const json_problem &problem) {
    std::string text = problem.reason;
    if (!problem.key.empty()) text += " (" + problem.key + ")";
    if (!problem.hint.empty()) text += ", " + problem.hint;
    return text;
}

std::string why_invalid(const field_set &record, const std::vector<nixie_field> &fields) {
    std::array<char, 512> why{};
    nixie_check(record.event(), fields.data(), fields.size(), why.data(), why.size());
    return why.data();
}

// Somebody looks on, and records do not run into what he sees.
bool wants_progress(const nixie::logger &logger) {
    if (isatty(STDERR_FILENO) == 0) return false;
    const std::vector<target_stats> targets = logger.take_stats().targets;
    return isatty(STDOUT_FILENO) == 0 ||
           std::ranges::none_of(targets, [](const target_stats &target) { return target.uri.starts_with("stdout:"); });
}

} // namespace

emit_run::emit_run(nixie::logger &logger, std::chrono::milliseconds wait, bool is_strict)
    : logger_(logger), wait_(wait), is_strict_(is_strict), reporter_(wants_progress(logger)) {}

void emit_run::read_file(const std::string &name) {
    if (has_stopped_) return;
    if (name == "-") return read_lines(STDIN_FILENO, "stdin");
    const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        reporter_.say(name + ": " + std::generic_category().message(errno) + ", it was there a moment ago");
        return stop(exit_code::no_input);
    }
    read_lines(fd, name);
    close(fd);
}

void emit_run::read_lines(int fd, const std::string &label) {
    line_reader lines{fd, longest_line};
    std::string_view line;
    while (!has_stopped_) {
        const line_reader::step step = lines.next(line);
        const std::string place = label + ":" + std::to_string(lines.number()) + ": ";
        if (interrupted()) return stop(exit_code::not_delivered);
        if (step == line_reader::step::end) return;
        if (step == line_reader::step::failed) {
            reporter_.say(label + ": " + std::generic_category().message(lines.error()) + ", after line " +
                          std::to_string(lines.number()));
            return stop(exit_code::io);
        }
        if (step == line_reader::step::too_long)
            refuse_line(place, "longer than 8 MiB, one line is one record");
        else if (step == line_reader::step::line && !is_blank(line))
            take_line(line, place);
    }
}

void emit_run::take_line(std::string_view line, const std::string &place) {
    ++lines_;
    show_progress();
    bool is_repaired = false;
    if (const std::optional<json_problem> problem = reader_.read(line, record_, is_repaired))
        return refuse_line(place, describe(*problem));
    if (is_repaired) ++repaired_lines_;
    send(record_, place);
}

void emit_run::send(const field_set &record, const std::string &place) {
    to_c_fields(record, c_fields::callers, fields_);
    switch (nixie_log(logger_.handle(), record.event(), fields_.data(), fields_.size())) {
    case NIXIE_OK:
        return;
    case NIXIE_E_QUEUE_FULL:
        reporter_.say(place + "no room in the queue within --wait, stopped here; the records \"left\" before this line "
                              "were not sent either");
        wait_ = std::chrono::milliseconds(0); // it was spent on this record: no target moves
        return stop(exit_code::not_delivered);
    case NIXIE_E_TOO_LARGE:
        reporter_.say(place + "larger than the largest record (4 MiB), shorten its longest field");
        break;
    case NIXIE_E_INVALID:
        reporter_.say(place + why_invalid(record, fields_));
        break;
    case NIXIE_E_CLOSED:
    default:
        reporter_.say(place + "the logger is closed");
        return stop(exit_code::not_delivered);
    }
    code_ = worse(code_, exit_code::data); // the logger has counted it, as refused
    has_stopped_ = has_stopped_ || is_strict_;
}

void emit_run::send_options(const field_set &record) {
    to_c_fields(record, c_fields::callers, fields_);
    const std::string why = why_invalid(record, fields_);
    if (!why.empty()) throw failure(exit_code::usage, why, "nixie emit --help lists the options of a record");
    send(record, "");
}

void emit_run::refuse_line(const std::string &place, const std::string &reason) {
    ++refused_lines_;
    reporter_.say(place + reason);
    code_ = worse(code_, exit_code::data);
    has_stopped_ = has_stopped_ || is_strict_;
}

void emit_run::stop(exit_code code) {
    has_stopped_ = true;
    code_ = worse(code_, code);
}

// In short waits, for the progress and for Ctrl-C. Each ends as soon as all is sent. Returns what is left of the time.
std::chrono::milliseconds emit_run::drain() {
    const auto deadline = steady_clock::now() + wait_;
    for (;;) {
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
        const auto slice = std::clamp(rest, std::chrono::milliseconds(0), std::chrono::milliseconds(100));
        if (logger_.flush(slice)) return std::max(rest, slice);
        if (slice.count() == 0 || interrupted()) return std::chrono::milliseconds(0);
        show_progress();
    }
}

exit_code emit_run::finish() {
    // What is left stays left, and the account is final. Where all is sent, the collectors have the rest of the time to
    // read it.
    logger_.close(drain());
    const stats snapshot = logger_.take_stats();
    if (interrupted()) reporter_.say("interrupted");
    if (repaired_lines_ > 0)
        reporter_.say("lines that were no UTF-8, and were repaired: " + std::to_string(repaired_lines_));
    for (const std::string &line : emit_summary(snapshot, refused_lines_)) reporter_.say(line);
    const bool is_complete = is_all_sent(snapshot) && !interrupted();
    return is_complete ? code_ : worse(code_, exit_code::not_delivered);
}

void emit_run::show_progress() {
    if (!reporter_.is_due(steady_clock::now())) return;
    reporter_.progress(std::to_string(lines_) + " lines, " + std::to_string(refused_lines_) + " refused, " +
                       std::to_string(still_to_send(logger_.take_stats())) + " still to send");
}

} // namespace nixie::impl
