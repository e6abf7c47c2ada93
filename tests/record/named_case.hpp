// Tables of cases whose names are claims: the row {"CodeAlone", "550", …} becomes the test …/CodeAlone.
#pragma once

#include <concepts>
#include <gtest/gtest.h>
#include <string>

namespace nixie::impl::test {

template <class Case>
std::string claim_of(const testing::TestParamInfo<Case> &info) {
    return info.param.claim;
}

// A base of every case.
struct named_case {
    const char *claim;
};

// GoogleTest prints a case by its claim, and CTest names it so; otherwise both would show the bytes of the struct.
template <std::derived_from<named_case> Case>
void PrintTo(const Case &self, std::ostream *out) {
    *out << self.claim;
}

} // namespace nixie::impl::test
