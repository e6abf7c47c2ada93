#include "tool/exit_code.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

TEST(ExitCode, WhatWasNotReadWeighsMostThenWhatAnotherTryMaySendThenWhatNoneWill) {
    constexpr exit_code by_weight[] = {exit_code::ok,       exit_code::data,   exit_code::not_delivered, exit_code::io,
                                       exit_code::no_input, exit_code::config, exit_code::usage};
    for (const exit_code &heavier : by_weight)
        for (const exit_code *lighter = by_weight; lighter <= &heavier; ++lighter) {
            EXPECT_EQ(worse(heavier, *lighter), heavier);
            EXPECT_EQ(worse(*lighter, heavier), heavier);
        }
}

} // namespace
} // namespace nixie::impl
