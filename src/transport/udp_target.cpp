#include "transport/udp_target.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "record/field_table.hpp"
#include "record/packed_record.hpp"
#include "transport/udp_socket.hpp"

namespace nixie::impl {
namespace {

constexpr std::chrono::milliseconds least_backoff{100};
constexpr std::chrono::milliseconds most_backoff{30'000};

// A collector that is reported unreachable may have moved; but its name is not asked for at every report.
constexpr std::chrono::seconds between_lookups{30};
// How long after an ICMP error the target is said to be refused: routers send few of them in a second.
constexpr std::chrono::seconds report_counts{5};

// Whether a message is one of nixie's own reports, of which no counter tells: by its MSGID, the sixth word.
bool is_own_report(std::string_view message) {
    for (int i = 0; i < 5; ++i) {
        const std::size_t end = message.find(' ');
        if (end == std::string_view::npos) return false; // a router may quote no more than 8 bytes
        message.remove_prefix(end + 1);
    }
    const event_row *event = find_event_of_msgid(message.substr(0, message.find(' ')));
    return event && !event->from_caller;
}

} // namespace

udp_target::udp_target(const target_context &context, const target_settings &settings)
    : datagram_target(context, settings,
                      {backoff{least_backoff, most_backoff}, oversize::measure, datagram_batch::most}),
      has_name_(!literal_address(settings.hosts.front())), connector_(context.io, settings.hosts, SOCK_DGRAM),
      encoder_(settings.format.rfc5424) {}

void udp_target::shut() {
    connector_.cancel();
    look(); // at the last datagrams
    datagram_target::shut();
}

target_state udp_target::state() const {
    const target_state state = datagram_target::state();
    const bool is_refused = state == target_state::up && clock::now() - reported_ < report_counts;
    return is_refused ? target_state::refused : state;
}

std::vector<int> udp_target::descriptors() const {
    std::vector<int> all = datagram_target::descriptors();
    std::ranges::copy(connector_.descriptors(), std::back_inserter(all));
    return all;
}

void udp_target::connect() {
    looked_up_ = clock::now();
    connector_.start(1, [this](const connector::outcome &result) {
        int error = result.error;
        if (error == 0) error = prepare_udp_socket(result.fd, settings().mtu.what == mtu_settings::limit::fragment);
        if (error != 0 && result.fd >= 0) ::close(result.fd);
        if (error != 0)
            return connected(-1, error, result.error ? result.trouble : std::generic_category().message(error));
        connected(result.fd, 0, {});
    });
}

void udp_target::opened() {
    largest_ = largest_message();
    await_reports();
}

std::size_t udp_target::largest_message() {
    using enum mtu_settings::limit;
    const int fd = socket().native_handle();
    std::size_t largest = largest_datagram_content(fd);
    if (settings().mtu.what == fixed) largest = datagram_content(fd, settings().mtu.size);
    // A fixed size does not make the path any wider.
    if (const std::size_t size = settings().mtu.what == fragment ? 0 : path_mtu(fd))
        largest = std::min(largest, datagram_content(fd, size));
    return std::min(largest, settings().format.rfc5424.max_size);
}

bool udp_target::measure() {
    const std::size_t before = std::exchange(largest_, largest_message());
    return largest_ < before;
}

encoding udp_target::encode(const backlog::frame &frame) {
    unpack(reinterpret_cast<const std::byte *>(frame.bytes.view().data()), record_);
    encoder_.limit_to(largest_);
    return encoder_.encode(record_, message_);
}

send_result udp_target::send_front(std::size_t most) {
    batch_.clear();
    for (const backlog::frame &frame : queued().frames()) {
        encoding made = encode(frame);
        if (made != encoding::whole) { // a path that became narrow may be wide again
            const std::size_t before = std::exchange(largest_, largest_message());
            if (largest_ != before) made = encode(frame);
        }
        if (made == encoding::too_large) break; // those before it go first
        batch_.add(message_.view(), made == encoding::shortened);
        if (batch_.is_full() || batch_.size() == most) break;
    }
    if (batch_.size() == 0) return {.error = EMSGSIZE};
    const send_result result = batch_.send(socket().native_handle());
    sent_at_ = clock::now();
    count().shortened += batch_.shortened_among(result.taken);
    return result;
}

bool udp_target::take_reports() {
    const icmp_errors errors = take_icmp_errors(socket().native_handle(), is_own_report);
    if (errors.all == 0) return false;
    reported_ = clock::now();
    note_trouble("send", errors.last);
    measure(); // the report may be that of a router whose link is narrower
    if (window_.last() != 0)
        account().reported_lost(window_.first(), window_.last(), errors.all - errors.about_reports);
    return true;
}

void udp_target::sent(const backlog::frame &frame) {
    if (frame.kind == frame_kind::record) window_.sent(frame.sequence, sent_at_);
}

void udp_target::look() {
    if (socket().is_open()) take_reports();
}

bool udp_target::is_due_for_lookup() const {
    return clock::now() - looked_up_ >= between_lookups && has_name_;
}

// Also while nothing is sent, so that the last datagram's fate is known.
void udp_target::await_reports() {
    socket().async_wait(boost::asio::posix::stream_descriptor::wait_error,
                        [this, connection = count().connects](boost::system::error_code error) {
                            if (error || is_shut() || connection != count().connects) return;
                            look();
                            made_progress(); // there may be losses to tell
                            await_reports();
                        });
}

} // namespace nixie::impl
