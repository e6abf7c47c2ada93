// An entry of the journal as `nixie verify` counts it. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "decode/numbered_line.hpp"
#include "journal/journal_reader.hpp"
#include "tool/verify_account.hpp"

namespace nixie::impl {

// MESSAGE_ID of journald's "Suppressed N messages from UNIT" (SD_MESSAGE_JOURNAL_DROPPED).
inline constexpr std::string_view suppressed_message_id = "a596d6fe7bfa4994828e72309e95d61e";

// The record or report in an entry; foreign where its MAIL_ fields are none that nixie writes. `fields` is the memory
// of a report.
numbered_entry read_numbered(const stored_entry &entry, field_set &fields);

// nullopt: the entry is not journald's own word about messages that its rate limit took.
std::optional<suppression> read_suppression(const stored_entry &entry);

} // namespace nixie::impl
