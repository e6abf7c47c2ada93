#include "tool/line_reader.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <string>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>
#include <vector>

namespace nixie::impl {
namespace {

using step = line_reader::step;

class open_file {
public:
    explicit open_file(const std::string &bytes) : fd_(memfd_create("lines", MFD_CLOEXEC)) {
        if (write(fd_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) ADD_FAILURE() << "write";
        lseek(fd_, 0, SEEK_SET);
    }
    ~open_file() { close(fd_); }
    int fd() const { return fd_; }

private:
    int fd_;
};

// The lines of these bytes; one that was too long as "number:too long".
std::vector<std::string> lines_of(const std::string &bytes, std::size_t longest) {
    const open_file file(bytes);
    line_reader reader(file.fd(), longest);
    std::vector<std::string> result;
    std::string_view line;
    for (step next = reader.next(line); next != step::end; next = reader.next(line)) {
        const std::string number = std::to_string(reader.number()) + ":";
        if (next != step::line && next != step::too_long) return {"unexpected step"};
        result.push_back(number + (next == step::line ? std::string(line) : "too long"));
    }
    return result;
}

using list = std::vector<std::string>;

TEST(LineReader, GivesEachLineWithItsNumber) {
    EXPECT_EQ(lines_of("a\nbc\n\nd\n", 10), (list{"1:a", "2:bc", "3:", "4:d"}));
    EXPECT_EQ(lines_of("", 10), list{});
    EXPECT_EQ(lines_of("\n", 10), list{"1:"});
}

TEST(LineReader, GivesALastLineWithoutLineFeed) {
    EXPECT_EQ(lines_of("a\nb", 10), (list{"1:a", "2:b"}));
    EXPECT_EQ(lines_of("b", 10), list{"1:b"});
}

TEST(LineReader, TakesLinesUpToTheLimitAndSkipsLongerOnes) {
    EXPECT_EQ(lines_of("1234\n12345\n123\n", 4), (list{"1:1234", "2:too long", "3:123"}));
    EXPECT_EQ(lines_of("12345", 4), list{"1:too long"});
}

TEST(LineReader, SkipsALineThatIsLongerThanItsBuffer) {
    const std::string longer(1'000'000, 'x');
    EXPECT_EQ(lines_of("a\n" + longer + "\nb\n" + longer, 70'000), (list{"1:a", "2:too long", "3:b", "4:too long"}));
}

TEST(LineReader, GivesLinesThatAreLongerThanOneRead) {
    const std::string longer(300'000, 'x');
    EXPECT_EQ(lines_of(longer + "\n" + longer, 300'000), (list{"1:" + longer, "2:" + longer}));
}

TEST(LineReader, SaysWhyItCannotRead) {
    const int directory = open("/", O_RDONLY | O_CLOEXEC);
    ASSERT_GE(directory, 0);
    line_reader reader(directory, 10);
    std::string_view line;
    EXPECT_EQ(reader.next(line), step::failed);
    EXPECT_EQ(reader.error(), EISDIR);
    close(directory);
}

TEST(LineReader, ReadsOnAfterASignal) {
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    struct sigaction action {};
    action.sa_handler = [](int) {};
    struct sigaction before {};
    ASSERT_EQ(sigaction(SIGALRM, &action, &before), 0);
    // Fires again and again, so that it also comes when the first one was too early for the read.
    const itimerval often{{0, 1000}, {0, 1000}};
    const itimerval never{};
    setitimer(ITIMER_REAL, &often, nullptr);
    line_reader reader(ends[0], 10);
    std::string_view line;
    EXPECT_EQ(reader.next(line), step::interrupted);
    setitimer(ITIMER_REAL, &never, nullptr);
    sigaction(SIGALRM, &before, nullptr);
    ASSERT_EQ(write(ends[1], "a\n", 2), 2);
    EXPECT_EQ(reader.next(line), step::line);
    EXPECT_EQ(line, "a");
    close(ends[0]);
    close(ends[1]);
}

} // namespace
} // namespace nixie::impl
