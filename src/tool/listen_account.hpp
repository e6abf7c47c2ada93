// What `nixie listen` prints and counts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tool/reporter.hpp"

namespace nixie::impl {

class listen_account {
public:
    struct settings {
        std::string sd_id;
        bool is_json = false;
        std::uint64_t count = 0; // done after so many messages, good or bad; 0: never
    };

    explicit listen_account(settings how) : how_(std::move(how)) {}

    // Prints one message and counts it. True: `nixie probe` sent it and wants its bytes back.
    bool take(std::string_view bytes, const std::string &from);
    // Bytes that hold no message at all, such as a frame that does not end; counts as a bad one.
    void take_broken(const std::string &what);
    // For standard error; what came before it is printed before it.
    void remark(const std::string &line);
    // Writes what is there to standard output: at the end of each batch, so that whoever reads a pipe sees it at once.
    // Throws failure when it cannot be written.
    void flush();

    // Enough has come, or nobody reads standard output any more.
    bool is_done() const { return has_no_reader_ || (how_.count > 0 && messages_ >= how_.count); }
    std::string summary() const; // "3 messages, 1 bad"

private:
    settings how_;
    reporter reporter_{false};
    std::string pending_; // for standard output
    std::uint64_t messages_ = 0;
    std::uint64_t bad_ = 0;
    bool has_no_reader_ = false;
};

} // namespace nixie::impl
