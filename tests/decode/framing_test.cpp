#include "decode/framing.hpp"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

constexpr auto octet = frame_splitter::method::octet_counting;
constexpr auto line = frame_splitter::method::line_feed;
constexpr std::size_t max_size = 100;

using frames = std::vector<std::string>;

void drain(frame_splitter &splitter, frames &into) {
    while (const auto frame = splitter.next()) into.emplace_back(*frame);
}

// The stream in pieces of these sizes (the last again and again), to its end.
struct split_stream {
    frames whole;
    std::optional<parse_problem> problem;

    template <class Size>
    split_stream(frame_splitter::method how, std::string_view stream, Size next_size) {
        frame_splitter splitter(how, max_size);
        while (!stream.empty()) {
            const std::size_t size = std::min(stream.size(), next_size());
            splitter.feed(stream.substr(0, size));
            stream.remove_prefix(size);
            drain(splitter, whole);
        }
        splitter.finish();
        problem = splitter.problem();
    }
};

split_stream at_once(frame_splitter::method how, std::string_view stream) {
    return {how, stream, [&stream] { return stream.size(); }};
}

std::string verdict_on(const split_stream &split) {
    return split.problem ? std::to_string(split.problem->offset) + ": " + split.problem->reason : "good";
}

std::string counted(std::string_view frame) {
    return std::to_string(frame.size()) + ' ' + std::string(frame);
}

TEST(Framing, CountsOctets) {
    const split_stream split = at_once(octet, "5 hello11 hello\nworld1 \n2 1 ");
    EXPECT_EQ(split.whole, (frames{"hello", "hello\nworld", "\n", "1 "}));
    EXPECT_EQ(verdict_on(split), "good");
}

TEST(Framing, SplitsAtLineFeeds) {
    const split_stream split = at_once(line, "hello\n5 world\n\n\r\n");
    EXPECT_EQ(split.whole, (frames{"hello", "5 world", "", "\r"}));
    EXPECT_EQ(verdict_on(split), "good");
}

TEST(Framing, HasNothingInAnEmptyStream) {
    for (const auto how : {octet, line}) {
        const split_stream split = at_once(how, "");
        EXPECT_TRUE(split.whole.empty());
        EXPECT_EQ(verdict_on(split), "good");
    }
}

TEST(Framing, GivesTheSameFramesHoweverTheStreamIsCut) {
    std::mt19937 random(5424);
    const auto up_to = [&random](std::size_t most) { return random() % (most + 1); };
    for (int round = 0; round < 200; ++round) {
        frames expected;
        std::string octet_stream, line_stream;
        for (std::size_t count = up_to(12); count > 0; --count) {
            std::string frame(1 + up_to(max_size - 1), '\0');
            for (char &c : frame)
                c = static_cast<char>('0' + up_to(9)); // digits: the likeliest to be taken for a length
            octet_stream += counted(frame);
            line_stream += frame + '\n';
            expected.push_back(std::move(frame));
        }
        const auto any_size = [&up_to] { return 1 + up_to(40); };
        const auto one_byte = [] { return std::size_t{1}; };
        for (const split_stream &split :
             {split_stream(octet, octet_stream, any_size), split_stream(octet, octet_stream, one_byte),
              split_stream(line, line_stream, any_size), split_stream(line, line_stream, one_byte)}) {
            EXPECT_EQ(split.whole, expected);
            EXPECT_EQ(verdict_on(split), "good");
        }
    }
}

TEST(Framing, GivesAFrameAsSoonAsItsLastByteIsThere) {
    frame_splitter counted_frames(octet, max_size);
    counted_frames.feed("5 hell");
    EXPECT_EQ(counted_frames.next(), std::nullopt);
    counted_frames.feed("o");
    EXPECT_EQ(counted_frames.next(), "hello");
    frame_splitter lines(line, max_size);
    lines.feed("hello");
    EXPECT_EQ(lines.next(), std::nullopt);
    lines.feed("\nrest");
    EXPECT_EQ(lines.next(), "hello");
    EXPECT_EQ(lines.next(), std::nullopt);
}

TEST(Framing, SaysWhereAndWhyAFrameIsBad) {
    const std::string most(max_size, 'x');
    const struct {
        frame_splitter::method how;
        std::string stream;
        std::size_t good_frames;
        std::string verdict;
    } cases[] = {
        {octet, "<22>1 - - - - - -", 0, "0: MSG-LEN is missing"},
        {octet, "5 hello\n5 world", 1, "7: MSG-LEN is missing"},
        {octet, "5 hello 5 world", 1, "7: MSG-LEN is missing"},
        {octet, "0 ", 0, "0: MSG-LEN begins with 0"},
        {octet, "5 hello05 world", 1, "7: MSG-LEN begins with 0"},
        {octet, "-5 hello", 0, "0: MSG-LEN is missing"},
        {octet, "5\thello", 0, "1: no blank after MSG-LEN"},
        {octet, "5hello", 0, "1: no blank after MSG-LEN"},
        {octet, "100 " + most, 1, "good"},
        {octet, "1 x101 " + most + "x", 1, "3: the frame is longer than 100 bytes"},
        {octet, "1 x1000", 1, "3: the frame is longer than 100 bytes"},
        {octet, "99999999999999999999999999 x", 0, "0: the frame is longer than 100 bytes"},
        {octet, "18446744073709551617 x", 0, "0: the frame is longer than 100 bytes"}, // 2^64 + 1
        {octet, "5 hello5 worl", 1, "13: the stream ends inside a frame"},
        {octet, "5 hello5 ", 1, "9: the stream ends inside a frame"},
        {octet, "5 hello5", 1, "8: the stream ends inside a frame"},
        {line, "hello\nworld", 1, "11: the stream ends inside a frame"},
        {line, most + "\n", 1, "good"},
        {line, "hello\n" + most + "x\n", 1, "6: the frame is longer than 100 bytes"},
        {line, "hello\n" + most + "x", 1, "6: the frame is longer than 100 bytes"},
    };
    for (const auto &[how, stream, good_frames, verdict] : cases) {
        const split_stream whole = at_once(how, stream);
        EXPECT_EQ(verdict_on(whole), verdict) << stream;
        EXPECT_EQ(whole.whole.size(), good_frames) << stream;
        const split_stream bytewise(how, stream, [] { return std::size_t{1}; });
        EXPECT_EQ(verdict_on(bytewise), verdict) << stream << ", byte by byte";
        EXPECT_EQ(bytewise.whole, whole.whole) << stream << ", byte by byte";
    }
}

TEST(Framing, SplitsNothingBehindABadFrame) {
    frame_splitter splitter(octet, max_size);
    splitter.feed("x");
    EXPECT_EQ(splitter.next(), std::nullopt);
    splitter.feed("5 hello");
    EXPECT_EQ(splitter.next(), std::nullopt);
    splitter.finish();
    EXPECT_EQ(splitter.problem()->reason, "MSG-LEN is missing");
}

TEST(Framing, TakesFramesOfSizeUpToTheTypesLimit) {
    frame_splitter splitter(octet, std::numeric_limits<std::size_t>::max());
    splitter.feed("18446744073709551615 x"); // 2^64 - 1
    EXPECT_EQ(splitter.next(), std::nullopt);
    EXPECT_FALSE(splitter.problem());
    splitter.finish();
    EXPECT_EQ(splitter.problem()->reason, "the stream ends inside a frame");
    frame_splitter beyond(octet, std::numeric_limits<std::size_t>::max());
    beyond.feed("18446744073709551616 x"); // 2^64
    EXPECT_EQ(beyond.next(), std::nullopt);
    EXPECT_TRUE(beyond.problem());
}

TEST(Framing, FindsTheMethodOfEachFrameByItsFirstByte) {
    constexpr auto detect = frame_splitter::method::by_first_byte;
    const std::string stream = "5 <1>ab<13>1 - x\n<2>\n4 <3>\n1 x";
    frame_splitter splitter(detect, max_size);
    splitter.feed(stream);
    std::vector<frame_splitter::method> methods;
    frames whole;
    while (const auto frame = splitter.next()) {
        whole.emplace_back(*frame);
        methods.push_back(splitter.framing_of_frame());
    }
    EXPECT_EQ(whole, (frames{"<1>ab", "<13>1 - x", "<2>", "<3>\n", "x"}));
    EXPECT_EQ(methods, (std::vector{octet, line, line, octet, octet}));
    EXPECT_FALSE(splitter.problem());
    const split_stream in_bytes{detect, stream, [] { return std::size_t{1}; }};
    EXPECT_EQ(in_bytes.whole, whole);
    EXPECT_EQ(verdict_on(in_bytes), "good");
}

TEST(Framing, RefusesWhatBeginsAsNoFrame) {
    constexpr auto detect = frame_splitter::method::by_first_byte;
    const std::string neither = "a frame begins neither with a length nor with <";
    EXPECT_EQ(verdict_on(at_once(detect, "hello\n")), "0: " + neither);
    EXPECT_EQ(verdict_on(at_once(detect, "\n<1>\n")), "0: " + neither);
    EXPECT_EQ(verdict_on(at_once(detect, "0 <1>")), "0: " + neither);
    EXPECT_EQ(verdict_on(at_once(detect, "<1>a\nb\n")), "5: " + neither);
    EXPECT_EQ(verdict_on(at_once(detect, "1 x\x16")), "3: " + neither);
    EXPECT_EQ(verdict_on(at_once(detect, "\x16\x03\x01")), "0: " + neither + "; this looks like TLS");
    EXPECT_EQ(verdict_on(at_once(detect, "5x")), "1: no blank after MSG-LEN");
    EXPECT_EQ(verdict_on(at_once(detect, "<1>a")), "4: the stream ends inside a frame");
}

} // namespace
} // namespace nixie::impl
