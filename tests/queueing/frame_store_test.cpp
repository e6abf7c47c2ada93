// Frames lie side by side, and each keeps its bytes until it goes, in whatever order they go.
#include "queueing/frame_store.hpp"

#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

const char *end_of(const frame_bytes &frame) {
    return frame.view().data() + frame.size();
}

TEST(FrameStore, KeepsACopy) {
    frame_store store;
    std::string text = "3 one";
    const frame_bytes kept = store.keep(text);
    text = "3 two";
    EXPECT_EQ(kept.view(), "3 one");
    EXPECT_EQ(store.keep("").view(), "");
}

TEST(FrameStore, WhatIsKeptOneAfterTheOtherLiesSideBySide) {
    frame_store store;
    const frame_bytes one = store.keep("3 one"), two = store.keep("3 two"), three = store.keep("5 three");
    EXPECT_EQ(end_of(one), two.view().data());
    EXPECT_EQ(end_of(two), three.view().data());
}

TEST(FrameStore, ALargeFrameStandsAloneAndLeavesNoGap) {
    frame_store store;
    const std::string large(frame_store::chunk_size, 'x');
    const frame_bytes before = store.keep("3 one"), between = store.keep(large), behind = store.keep("3 two");
    EXPECT_EQ(between.view(), large);
    EXPECT_EQ(end_of(before), behind.view().data());
}

TEST(FrameStore, FillsAChunkAnewWhenItsLastFrameHasLeft) {
    frame_store store;
    const char *const start = store.keep("3 one").view().data();
    EXPECT_EQ(store.keep("3 two").view().data(), start);
    const frame_bytes stays = store.keep("5 three");
    EXPECT_NE(store.keep("4 four").view().data(), start);
    EXPECT_EQ(stays.view(), "5 three");
}

TEST(FrameStore, AFrameOutlivesIt) {
    frame_bytes frame;
    {
        frame_store store;
        frame = store.keep("3 one");
    }
    EXPECT_EQ(frame.view(), "3 one");
}

TEST(FrameStore, AFrameThatIsMovedFromHasNothing) {
    frame_store store;
    frame_bytes from = store.keep("3 one");
    const frame_bytes to = std::move(from);
    EXPECT_EQ(to.view(), "3 one");
    EXPECT_EQ(from.size(), 0U); // NOLINT(bugprone-use-after-move): that is the question
}

// A sanitizer sees a byte that is freed too early, or never.
TEST(FrameStore, EachFrameHasItsBytesWhateverLeavesBeforeIt) {
    std::mt19937 random{20261125};
    const auto below = [&random](std::size_t bound) { return random() % bound; };
    struct kept {
        frame_bytes frame;
        std::string text;
    };
    std::vector<kept> all;
    std::optional<frame_store> store{std::in_place};
    for (int i = 0; i < 20'000; ++i) {
        if (below(100) == 0) store.emplace();
        if (below(5) < 3) {
            const std::size_t size = below(50) == 0 ? below(2 * frame_store::chunk_size) : below(900);
            std::string text(size, static_cast<char>('a' + i % 26));
            all.push_back({store->keep(text), text});
        } else if (!all.empty()) {
            const auto at = all.begin() + static_cast<std::ptrdiff_t>(below(all.size()));
            ASSERT_EQ(at->frame.view(), at->text);
            all.erase(at);
        }
    }
    for (const kept &each : all) ASSERT_EQ(each.frame.view(), each.text);
}

} // namespace
} // namespace nixie::impl
