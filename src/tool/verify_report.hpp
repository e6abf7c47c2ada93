// The findings of `nixie verify` for people. Pure.
#pragma once

#include <string>

#include "tool/verify_summary.hpp"
#include "tool/verify_verdict.hpp"

namespace nixie::impl {

// Several lines; the last one is the verdict. Instances in which nothing is missing, double or out of order have one
// line, and only the first of them where there are many, unless `shows_all`.
std::string verify_text(const verify_findings &findings, const verify_summary &summary, bool shows_all);

} // namespace nixie::impl
