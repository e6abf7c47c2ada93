#include "queueing/connect_machine.hpp"

namespace nixie::impl {

connect_action connect_machine::start(std::size_t hosts) {
    hosts_ = hosts;
    host_ = addresses_ = address_ = 0;
    error_ = 0;
    return connect_action::look_up;
}

connect_action connect_machine::next_host() {
    if (host_ + 1 >= hosts_) return connect_action::failed;
    ++host_;
    return connect_action::look_up;
}

connect_action connect_machine::looked_up(std::size_t addresses, int error) {
    addresses_ = addresses;
    address_ = 0;
    if (addresses > 0) return connect_action::connect;
    error_ = error;
    return next_host();
}

connect_action connect_machine::connected(int error) {
    if (error == 0) return connect_action::done;
    error_ = error;
    if (address_ + 1 >= addresses_) return next_host();
    ++address_;
    return connect_action::connect;
}

} // namespace nixie::impl
