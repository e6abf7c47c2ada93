// A frame is made where its message stands, and is the one that append_frame() makes.
#include "encode/framing.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

TEST(Framing, AroundAMessageIsTheSameAsBehindOthers) {
    for (const std::size_t size : {1U, 9U, 10U, 700U, 65'536U, 1'000'000U}) {
        const std::string message(size, 'm');
        byte_buffer buffer;
        buffer.append(message);
        for (const framing how : {framing::octet_counting, framing::line_feed, framing::octet_counting}) {
            std::string expected;
            append_frame(expected, message, how);
            EXPECT_EQ(frame_around(buffer, how), expected);
            EXPECT_EQ(buffer.view(), message) << "the frame is no part of it";
        }
    }
}

TEST(Framing, BytesOfBothMethods) {
    byte_buffer buffer;
    buffer.append("<20>1 - - - - - -");
    EXPECT_EQ(frame_around(buffer, framing::octet_counting), "17 <20>1 - - - - - -");
    EXPECT_EQ(frame_around(buffer, framing::line_feed), "<20>1 - - - - - -\n");
}

} // namespace
} // namespace nixie::impl
