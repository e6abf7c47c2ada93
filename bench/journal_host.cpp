#include "journal_host.hpp"

#include <systemd/sd-journal.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "live/journald.hpp"

namespace nixie::bench {
namespace {

void set_queue_length(int length) {
    constexpr const char *path = "/proc/sys/net/unix/max_dgram_qlen";
    int found = 0;
    std::ofstream(path) << length << '\n';
    std::ifstream(path) >> found;
    if (found != length) throw std::runtime_error("net.unix.max_dgram_qlen cannot be set here: it needs root");
}

void remove_journal() {
    for (const auto &each : std::filesystem::directory_iterator("/run/log/journal"))
        std::filesystem::remove_all(each.path());
}

struct journal_closer {
    void operator()(sd_journal *journal) const { sd_journal_close(journal); }
};

int must_read(int result, const char *what) {
    if (result < 0) throw std::system_error(-result, std::generic_category(), what);
    return result;
}

} // namespace

journal_host::journal_host(int max_dgram_qlen) {
    if (!std::getenv("NIXIE_PRIVATE_HOST"))
        throw std::runtime_error("no private host here: it needs systemd, and root or user namespaces");
    set_queue_length(max_dgram_qlen);
    remove_journal();
    daemon_ = std::make_unique<tests::journald>();
    daemon_->start();
}

journal_host::~journal_host() {
    daemon_.reset();
    remove_journal();
}

double journal_host::stored_rate(std::uint64_t wanted) {
    daemon_->sync();
    sd_journal *opened = nullptr;
    must_read(sd_journal_open(&opened, 0), "sd_journal_open");
    const std::unique_ptr<sd_journal, journal_closer> journal(opened);
    must_read(sd_journal_add_match(opened, "MAIL_EVENT=permanent_failure", 0), "sd_journal_add_match");
    std::uint64_t count = 0, first = 0, last = 0;
    while (must_read(sd_journal_next(opened), "sd_journal_next") > 0) {
        must_read(sd_journal_get_realtime_usec(opened, &last), "sd_journal_get_realtime_usec");
        if (count++ == 0) first = last;
    }
    if (count != wanted) throw std::runtime_error("stored " + std::to_string(count) + " of " + std::to_string(wanted));
    return static_cast<double>(count) * 1e6 / static_cast<double>(last - first);
}

} // namespace nixie::bench
