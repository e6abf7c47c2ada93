// The findings of `nixie verify` for scripts (docs/verify.md has the form). Pure.
#pragma once

#include <string>

#include "tool/verify_summary.hpp"
#include "tool/verify_verdict.hpp"

namespace nixie::impl {

// One JSON object and a line break for each instance and side.
std::string verify_json(const instance_finding &finding);
// The last one: the verdict, and what was read.
std::string verify_json_summary(const verify_findings &findings, const verify_summary &summary);

} // namespace nixie::impl
