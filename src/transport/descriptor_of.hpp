// The number of a descriptor that Asio watches, which it tells to no const object.
#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>

namespace nixie::impl {

inline int descriptor_of(const boost::asio::posix::stream_descriptor &watched) {
    return const_cast<boost::asio::posix::stream_descriptor &>(watched).native_handle();
}

} // namespace nixie::impl
