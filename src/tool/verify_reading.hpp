// Reads the sources of `nixie verify` into its account.
#pragma once

#include <cstdint>
#include <optional>

#include "tool/reporter.hpp"
#include "tool/verify_account.hpp"
#include "tool/verify_sources.hpp"
#include "tool/verify_summary.hpp"

namespace nixie::impl {

// Names the first broken lines to the reporter, with their place and the reason, and a source that fails half-way; what
// was read until then counts. Throws failure or journal_error for one that cannot be opened at all. A journal is read
// from `since` on.
lines_read read_side(const side_source &source, std::size_t index, std::optional<std::int64_t> since,
                     verify_account &account, reporter &report);

} // namespace nixie::impl
