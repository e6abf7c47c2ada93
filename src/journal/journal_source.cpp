#include "journal/journal_source.hpp"

#include <cerrno>
#include <filesystem>
#include <optional>
#include <string_view>
#include <systemd/sd-id128.h>
#include <unistd.h>

namespace nixie::impl {

const char *const journal_permission_hint =
    "read it as root or as a member of the group systemd-journal: usermod -aG systemd-journal USER, then log in again";

namespace {

namespace fs = std::filesystem;

bool is_unclosed(std::string_view name) {
    return name.ends_with(".journal~"); // left by a crash, and read like the others
}

bool is_journal_file(std::string_view name) {
    return name.ends_with(".journal") || is_unclosed(name);
}

void count_file(const fs::path &file, journal_files &counted) {
    if (access(file.c_str(), R_OK) == 0) {
        ++counted.readable;
        counted.unclosed += is_unclosed(file.native());
    } else if (errno == EACCES) {
        ++counted.forbidden;
    }
}

void count_in_directory(const fs::path &directory, journal_files &counted) {
    std::error_code failed;
    const fs::directory_iterator entries(directory, failed);
    if (failed == std::errc::permission_denied) ++counted.forbidden;
    if (failed) return;
    for (const fs::directory_entry &entry : entries)
        if (is_journal_file(entry.path().filename().string())) count_file(entry.path(), counted);
}

// The name of this machine's directory below /var/log/journal: its id, and the namespace where there is one.
std::optional<std::string> machine_directory(const std::string &name_space) {
    sd_id128_t machine;
    if (sd_id128_get_machine(&machine) < 0) return std::nullopt;
    char text[SD_ID128_STRING_MAX];
    std::string name = sd_id128_to_string(machine, text);
    if (!name_space.empty()) name += "." + name_space;
    return name;
}

} // namespace

journal_files count_journal_files(const journal_source &source) {
    journal_files counted;
    for (const std::string &file : source.files) count_file(file, counted);
    if (!source.files.empty()) return counted;
    if (!source.directory.empty()) {
        count_in_directory(source.directory, counted);
        std::error_code failed; // a directory that is gone holds no files
        for (const auto &entry : fs::directory_iterator(source.directory, failed))
            if (entry.is_directory(failed)) count_in_directory(entry.path(), counted);
        return counted;
    }
    if (const std::optional<std::string> machine = machine_directory(source.name_space))
        for (const char *place : {"/var/log/journal", "/run/log/journal"})
            count_in_directory(fs::path(place) / *machine, counted);
    return counted;
}

} // namespace nixie::impl
