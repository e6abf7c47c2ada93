#include "tool/listen_account.hpp"

#include "tool/heard_message.hpp"
#include "tool/output.hpp"

namespace nixie::impl {

namespace {
constexpr std::size_t batch = 256 * 1024; // bytes that wait for the end of a batch
}

bool listen_account::take(std::string_view bytes, const std::string &from) {
    const heard_message heard = read_heard(bytes, from, how_.sd_id, how_.is_json);
    ++messages_;
    bad_ += heard.is_good ? 0 : 1;
    pending_ += heard.line;
    if (!heard.remark.empty()) remark(heard.remark);
    if (pending_.size() >= batch) flush();
    return heard.is_probe;
}

void listen_account::take_broken(const std::string &what) {
    ++messages_;
    ++bad_;
    remark(what);
}

void listen_account::remark(const std::string &line) {
    flush();
    reporter_.say(line);
}

void listen_account::flush() {
    has_no_reader_ = has_no_reader_ || !write_output(pending_);
    pending_.clear();
}

std::string listen_account::summary() const {
    return std::to_string(messages_) + (messages_ == 1 ? " message, " : " messages, ") + std::to_string(bad_) + " bad";
}

} // namespace nixie::impl
