#include "tool/verify_reading.hpp"

#include <string>

#include "journal/journal_reader.hpp"
#include "tool/entry_record.hpp"
#include "tool/failure.hpp"
#include "tool/line_reader.hpp"
#include "tool/packed_file.hpp"
#include "tool/verify_entry.hpp"

namespace nixie::impl {
namespace {

// nixie's own limit is 4 MiB a record, which JSON may double.
constexpr std::size_t longest_line = 8 * 1024 * 1024;
constexpr std::uint64_t most_broken_named = 5;

class side_reader {
public:
    side_reader(std::size_t index, verify_account &account, reporter &report)
        : index_(index), account_(account), report_(report) {}

    const lines_read &counted() const { return counted_; }

    void read_file(const std::string &path) {
        counted_.files.push_back(path);
        packed_file file(path);
        line_reader lines(
            [&file](char *into, std::size_t most) { return static_cast<std::ptrdiff_t>(file.read(into, most)); },
            longest_line);
        std::string_view line;
        try {
            for (auto step = lines.next(line); step != line_reader::step::end; step = lines.next(line)) {
                const bool is_line = step == line_reader::step::line;
                take_line(is_line ? line : std::string_view{}, is_line, path, lines.number());
            }
        } catch (const failure &what) {
            if (what.code() != exit_code::io) throw;
            fail(what);
        }
    }

    void read_journal(const journal_source &source, std::optional<std::int64_t> since) {
        journal_reader reader(source);
        // In a file that was not closed the last entries may stand without being in its index, and no match finds them.
        if (check_files(source).unclosed == 0) match_numbered(reader);
        if (since) reader.seek(*since);
        stored_entry entry;
        while (reader.next(entry)) take_stored(entry);
    }

private:
    static void match_numbered(journal_reader &reader) {
        for (const event_row &event : event_table)
            reader.match(find_field(NIXIE_FIELD_EVENT)->journal_name, event.name);
        reader.match_also("MESSAGE_ID", suppressed_message_id);
    }

    // libsystemd steps over what it may not open without a word.
    journal_files check_files(const journal_source &source) {
        const journal_files files = count_journal_files(source);
        if (files.forbidden > 0)
            fail({exit_code::io, "journal files that you may not read: " + std::to_string(files.forbidden),
                  journal_permission_hint});
        else if (files.readable == 0 && !source.directory.empty())
            throw failure(exit_code::no_input, source.directory + ": no journal files in this directory",
                          "name the files of a collector one by one: " + source.directory + "/*.log*");
        return files;
    }

    void fail(const failure &what) {
        counted_.is_whole = false;
        report_.say(std::string("nixie: ") + what.what() + "; what could be read counts");
        if (!what.hint().empty()) report_.say("hint: " + what.hint());
    }

    void take_line(std::string_view line, bool is_whole, const std::string &path, std::uint64_t number) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (is_whole && line.empty()) return;
        ++counted_.lines;
        const std::optional<parse_problem> problem =
            is_whole ? lines_.read(line, entry_) : parse_problem{longest_line, "longer than 8 MiB"};
        if (problem) return take_broken(*problem, path, number);
        take_entry(entry_, {});
    }

    void take_broken(const parse_problem &problem, const std::string &path, std::uint64_t number) {
        ++counted_.broken;
        if (counted_.broken > most_broken_named) return;
        const std::string where = (path == "-" ? "stdin" : path) + ":" + std::to_string(number);
        report_.say(where + ": byte " + std::to_string(problem.offset) + ": " + problem.reason);
    }

    void take_stored(const stored_entry &stored) {
        ++counted_.lines;
        if (std::optional<suppression> suppressed = read_suppression(stored))
            account_.take_suppressed(index_, std::move(*suppressed));
        else
            take_entry(read_numbered(stored, fields_), value_of(stored, "_SYSTEMD_UNIT"));
    }

    void take_entry(const numbered_entry &entry, std::string_view unit) {
        if (entry.kind == numbered_entry::kind::foreign)
            ++counted_.foreign;
        else
            account_.take(index_, entry, unit);
    }

    std::size_t index_;
    verify_account &account_;
    lines_read counted_;
    reporter &report_;
    numbered_line_reader lines_;
    numbered_entry entry_;
    field_set fields_; // of a report
};

} // namespace

lines_read read_side(const side_source &source, std::size_t index, std::optional<std::int64_t> since,
                     verify_account &account, reporter &report) {
    side_reader reader(index, account, report);
    if (source.side.is_journal) reader.read_journal(source.journal, since);
    for (const std::string &file : source.files) reader.read_file(file);
    return reader.counted();
}

} // namespace nixie::impl
