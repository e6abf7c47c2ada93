#include "journal/journal_reader.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <systemd/sd-journal.h>

namespace nixie::impl {
namespace {

std::string error_text(int result) {
    return std::generic_category().message(-result);
}

std::string named(const journal_source &source) {
    if (!source.directory.empty()) return "the journal in " + source.directory;
    if (source.files.size() == 1) return "the journal file " + source.files.front();
    if (!source.files.empty()) return "the journal files " + source.files.front() + " …";
    if (!source.name_space.empty()) return "the journal of the namespace " + source.name_space;
    return "the journal";
}

std::string open_hint(const journal_source &source, int result) {
    if (result == -EACCES || result == -EPERM) return journal_permission_hint;
    if (!source.directory.empty())
        return result == -ENOENT ? "name a directory that exists, such as /var/log/journal"
                                 : "name a directory of journal files, such as /var/log/journal";
    if (!source.files.empty())
        return result == -ENOENT ? "name a journal file that exists, such as /var/log/journal/*/system.journal"
                                 : "name files that journald wrote; journalctl --verify --file FILE checks one";
    return "is journald running here, and is /etc/machine-id set?";
}

int open_files(sd_journal **journal, const std::vector<std::string> &files) {
    std::vector<const char *> paths;
    for (const std::string &file : files) paths.push_back(file.c_str());
    paths.push_back(nullptr);
    return sd_journal_open_files(journal, paths.data(), 0);
}

int open_source(sd_journal **journal, const journal_source &source) {
    if (!source.directory.empty()) return sd_journal_open_directory(journal, source.directory.c_str(), 0);
    if (!source.files.empty()) return open_files(journal, source.files);
    if (!source.name_space.empty())
        return sd_journal_open_namespace(journal, source.name_space.c_str(), SD_JOURNAL_LOCAL_ONLY);
    return sd_journal_open(journal, SD_JOURNAL_LOCAL_ONLY);
}

void check(int result, const char *what) {
    if (result >= 0) return;
    throw journal_error(std::string("cannot ") + what + " the journal: " + error_text(result),
                        "journalctl --verify says whether its files are sound");
}

} // namespace

void journal_reader::closer::operator()(sd_journal *journal) const noexcept {
    sd_journal_close(journal);
}

journal_reader::journal_reader(const journal_source &source) {
    sd_journal *opened = nullptr;
    const int result = open_source(&opened, source);
    if (result < 0)
        throw journal_error("cannot open " + named(source) + ": " + error_text(result), open_hint(source, result));
    journal_.reset(opened);
    const journal_files files = count_journal_files(source);
    if (files.readable == 0 && files.forbidden > 0)
        throw journal_error("cannot open " + named(source) + ": " + error_text(-EACCES), journal_permission_hint);
    // By default libsystemd cuts what it must decompress to 64 KiB, and a diagnostic may be longer.
    check(sd_journal_set_data_threshold(opened, 0), "set up");
}

void journal_reader::match(std::string_view name, std::string_view value) {
    std::string text{name};
    (text += '=') += value;
    const int result = sd_journal_add_match(journal_.get(), text.data(), text.size());
    if (result == -EINVAL)
        throw journal_error("\"" + std::string(name) + "\" is no name of a journal field",
                            "journal fields are capitals, digits and _, at most 64 of them: _SYSTEMD_UNIT");
    check(result, "search");
}

void journal_reader::match_also(std::string_view name, std::string_view value) {
    check(sd_journal_add_disjunction(journal_.get()), "search");
    match(name, value);
}

void journal_reader::seek(std::int64_t microseconds) {
    const std::int64_t from_the_epoch = microseconds < 0 ? 0 : microseconds;
    check(sd_journal_seek_realtime_usec(journal_.get(), static_cast<std::uint64_t>(from_the_epoch)), "search");
}

void journal_reader::seek_end() {
    check(sd_journal_seek_tail(journal_.get()), "search");
    // "After the last entry" is a place only once an entry is there: without this step back the first sd_journal_next()
    // gives the last entry again. In an empty journal there is nothing to step back to, and it begins at the head.
    const int found = sd_journal_previous(journal_.get());
    check(found, "search");
    if (found == 0) check(sd_journal_seek_head(journal_.get()), "search");
}

stored_place journal_reader::last_until(std::int64_t microseconds) {
    if (microseconds < 0) return {};
    seek(microseconds);
    const int found = sd_journal_previous(journal_.get());
    check(found, "search");
    if (found == 0) return {};
    char *cursor = nullptr;
    check(sd_journal_get_cursor(journal_.get(), &cursor), "search");
    const std::unique_ptr<char, decltype(&std::free)> owned{cursor, std::free};
    return {cursor, realtime()};
}

bool journal_reader::is_at(const std::string &cursor) const {
    const int result = sd_journal_test_cursor(journal_.get(), cursor.c_str());
    check(result, "read");
    return result > 0;
}

bool journal_reader::next(stored_entry &entry) {
    const int found = sd_journal_next(journal_.get());
    check(found, "read");
    if (found == 0) return false;
    entry.realtime = realtime();
    copy_fields(entry);
    return true;
}

std::int64_t journal_reader::realtime() const {
    std::uint64_t microseconds = 0;
    check(sd_journal_get_realtime_usec(journal_.get(), &microseconds), "read");
    return static_cast<std::int64_t>(microseconds);
}

void journal_reader::copy_fields(stored_entry &entry) {
    std::size_t count = 0;
    const void *bytes = nullptr;
    std::size_t size = 0;
    int found = 0;
    sd_journal_restart_data(journal_.get());
    while ((found = sd_journal_enumerate_available_data(journal_.get(), &bytes, &size)) > 0) {
        if (count == data_.size()) data_.emplace_back();
        data_[count++].assign(static_cast<const char *>(bytes), size);
    }
    check(found, "read");
    entry.fields.clear();
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view datum = data_[i];
        const std::size_t equals = datum.find('=');
        if (equals != std::string_view::npos)
            entry.fields.push_back({datum.substr(0, equals), datum.substr(equals + 1)});
    }
}

void journal_reader::wait() {
    constexpr auto without_end = static_cast<std::uint64_t>(-1);
    check(sd_journal_wait(journal_.get(), without_end), "watch");
}

} // namespace nixie::impl
