// journald's MESSAGE_ID: which kind of entry this is, for `journalctl MESSAGE_ID=` and the message catalog.
#pragma once

#include <cstdint>
#include <string_view>

#include "record/field_table.hpp"

namespace nixie::impl {

// 32 hex digits. Permanent and transient failures have one each for every bounce class; a failure without a class, or
// with an own class above 100, has that of class 1, undetermined. Empty for a number that is no event.
std::string_view journal_message_id(int event, std::int64_t bounce_class);

} // namespace nixie::impl
