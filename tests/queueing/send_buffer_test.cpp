#include "queueing/send_buffer.hpp"

#include <string>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

constexpr std::size_t room = 1 << 20;

class SendBuffer : public testing::Test {
protected:
    void fill(std::initializer_list<const char *> frames) {
        for (const char *frame : frames) queued.push(frame);
    }
    std::string to_write() {
        std::string all;
        for (const std::string_view piece : buffer.gather()) all += piece;
        return all;
    }
    void take(std::size_t bytes) {
        buffer.took(bytes, [this] {
            left += queued.front().bytes;
            queued.pop();
        });
    }

    backlog queued{room};
    send_buffer buffer{queued, 8};
    std::string left; // the frames that are written whole
};

TEST_F(SendBuffer, GivesTheFramesInOrder) {
    fill({"3 one", "3 two", "5 three"});
    EXPECT_EQ(to_write(), "3 one3 two5 three");
    EXPECT_FALSE(buffer.is_inside_frame());
}

TEST_F(SendBuffer, GivesNoMoreThanItMay) {
    send_buffer two{queued, 2};
    fill({"a", "b", "c"});
    std::string all;
    for (const std::string_view piece : two.gather()) all += piece;
    EXPECT_EQ(all, "ab");
}

TEST_F(SendBuffer, FramesThatLieSideBySideAreOnePiece) {
    fill({"3 one", "3 two", "5 three"});
    EXPECT_EQ(buffer.gather().size(), 1U);
    take(7); // two more bytes of the second
    EXPECT_EQ(buffer.gather().size(), 1U);
    EXPECT_EQ(to_write(), "two5 three");
    const std::string large(frame_store::chunk_size, 'x');
    queued.push(large);
    queued.push("4 four");
    EXPECT_EQ(buffer.gather().size(), 3U);
    EXPECT_EQ(to_write(), "two5 three" + large + "4 four");
}

TEST_F(SendBuffer, GivesNothingOfAnEmptyBacklog) {
    EXPECT_TRUE(buffer.empty());
    EXPECT_TRUE(buffer.gather().empty());
}

// A short write at every byte, of nothing and of everything among them: what is written over all is every byte once.
TEST_F(SendBuffer, GoesOnWhereEveryShortWriteStopped) {
    const std::string all = "3 one3 two5 three";
    for (std::size_t first = 0; first <= all.size(); ++first)
        for (std::size_t second = 0; first + second <= all.size(); ++second) {
            SCOPED_TRACE(std::to_string(first) + " + " + std::to_string(second));
            backlog from{room};
            send_buffer writer{from, 8};
            for (const char *frame : {"3 one", "3 two", "5 three"}) from.push(frame);
            std::string written;
            for (const std::size_t bytes : {first, second, all.size() - first - second}) {
                std::string pieces;
                for (const std::string_view piece : writer.gather()) pieces += piece;
                ASSERT_EQ(pieces, all.substr(written.size()));
                written += pieces.substr(0, bytes);
                writer.took(bytes, [&] { from.pop(); });
                const bool at_boundary =
                    written.empty() || written.size() == 5 || written.size() == 10 || written.size() == all.size();
                EXPECT_EQ(writer.is_inside_frame(), !at_boundary);
            }
            EXPECT_EQ(written, all);
            EXPECT_TRUE(from.empty());
        }
}

// A connection that is lost after every byte: the next one begins with the frame that was not written whole.
TEST_F(SendBuffer, BeginsWithAWholeFrameAfterEveryLoss) {
    const std::string all = "3 one3 two5 three";
    for (std::size_t taken = 0; taken <= all.size(); ++taken) {
        SCOPED_TRACE(taken);
        backlog from{room};
        send_buffer writer{from, 8};
        for (const char *frame : {"3 one", "3 two", "5 three"}) from.push(frame);
        static_cast<void>(writer.gather());
        writer.took(taken, [&] { from.pop(); });
        writer.rewind();
        std::string pieces;
        for (const std::string_view piece : writer.gather()) pieces += piece;
        const std::size_t whole = taken < 5 ? 0 : taken < 10 ? 5 : taken < all.size() ? 10 : all.size();
        EXPECT_EQ(pieces, all.substr(whole));
        EXPECT_FALSE(writer.is_inside_frame());
    }
}

TEST_F(SendBuffer, TheFrameThatIsBegunOutlivesAFullBacklog) {
    backlog small{3 * (5 + backlog::overhead)};
    send_buffer writer{small, 8};
    for (const char *frame : {"3 one", "3 two", "3 thr"}) small.push(frame);
    static_cast<void>(writer.gather());
    writer.took(2, [] { FAIL() << "no frame is whole"; });
    small.push("3 fou"); // pushes out the second, for the first is half written
    std::string pieces;
    for (const std::string_view piece : writer.gather()) pieces += piece;
    EXPECT_EQ(pieces, "one3 thr3 fou");
    EXPECT_EQ(small.dropped(), 1U);
}

TEST_F(SendBuffer, TakesAFrameThatIsEmptyOffWithTheOneBeforeIt) {
    fill({"a", "", "b"});
    EXPECT_EQ(to_write(), "ab");
    take(1);
    EXPECT_EQ(left, "a");
    EXPECT_EQ(to_write(), "b");
}

TEST(BacklogReports, AreSentButNotCounted) {
    backlog queued{3 * (1 + backlog::overhead)};
    queued.push("r");
    queued.push("s", frame_kind::report);
    EXPECT_EQ(queued.records(), 1U);
    EXPECT_EQ(queued.taken(), 2U) << "who waits for what stands there waits for both";
    EXPECT_EQ(queued.pop().kind, frame_kind::record);
    EXPECT_EQ(queued.pop().kind, frame_kind::report);
    EXPECT_EQ(queued.records(), 0U);
    queued.push("s", frame_kind::report);
    for (const char *record : {"a", "b", "c"}) queued.push(record);
    EXPECT_EQ(queued.dropped(), 0U) << "a report that made room is no lost record";
    EXPECT_EQ(queued.records(), 3U);
}

} // namespace
} // namespace nixie::impl
