#include "config/config_sources.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

// Reads up to one byte more than a config file may have. Returns 0 or an errno value.
int read_all(int fd, std::string &text) {
    text.resize(largest_config_file + 1);
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(fd, text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    text.resize(size);
    return 0;
}

// O_NONBLOCK and the look at the kind: a name that turns out to be a pipe or a terminal must not hold up a mail server.
int read_text(const std::string &path, std::string &text) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return errno;
    struct stat what {};
    int error = ::fstat(fd, &what) == 0 ? 0 : errno;
    if (error == 0 && S_ISFIFO(what.st_mode)) error = ESPIPE; // what it says of itself, too
    if (error == 0) error = read_all(fd, text);
    ::close(fd);
    return error;
}

std::string why_unread(int error) {
    if (error == ESPIPE) return "a pipe; name a file";
    const std::string why = std::generic_category().message(error);
    if (error == ENOENT) return why + "; name a config file that exists";
    if (error == EACCES) return why + "; let user " + std::to_string(::geteuid()) + ", who reads it, read it";
    return why + "; name a file";
}

const char *environment(const char *name) {
    const char *value = ::secure_getenv(name);
    return value ? value : "";
}

} // namespace

sourced_options read_config_file(const std::string &path, const logger_options &onto) {
    sourced_options result;
    result.options = onto;
    result.file = path;
    std::string text;
    if (const int error = read_text(path, text)) {
        result.state = error == ENOENT ? file_state::missing : file_state::unreadable;
        result.problems.push_back((path.empty() ? "config file \"\"" : path) + ": " + why_unread(error));
    } else {
        static_cast<config_reading &>(result) = parse_config(text, path, onto);
    }
    return result;
}

sourced_options read_environment(const logger_options &onto) {
    const std::string named = environment("NIXIE_CONFIG");
    sourced_options result = read_config_file(named.empty() ? std::string{default_config_file} : named, onto);
    if (result.state == file_state::missing) {
        if (!named.empty()) result.note = "NIXIE_CONFIG: " + result.problems.front();
        result.problems.clear();
    }
    logger_options of_targets;
    const auto outcome = add_targets(of_targets, environment("NIXIE_TARGETS"));
    if (const auto *wrong = std::get_if<config_error>(&outcome))
        result.problems.push_back("NIXIE_TARGETS: " + wrong->text);
    if (!of_targets.targets.empty()) result.options.targets = std::move(of_targets.targets);
    return result;
}

std::string first_of(const sourced_options &wrong, std::size_t most) {
    const std::size_t more = wrong.problems.size() - 1;
    const std::string rest =
        more == 0 ? "" : "; and " + std::to_string(more) + " more: nixie check-config " + wrong.file;
    std::string text{utf8_prefix(wrong.problems.front(), most - std::min(most, rest.size()))};
    return std::string{utf8_prefix(text += rest, most)};
}

} // namespace nixie::impl
