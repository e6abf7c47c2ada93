// Fields that follow from others: DESIGN's derived values. Pure; runs on the I/O thread.
#pragma once

#include "record/field_set.hpp"

namespace nixie::impl {

// Completes one record (one recipient). What the caller gave is kept, except that a decorated path in recipient or
// sender (RCPT TO:<bob@example.fict> ORCPT=…) becomes its address, and that domains get ASCII lower case.
// Sets where absent: action (from the event); code and status (from a diagnostic that is an SMTP reply);
// bounce_class_name and bounce_category (from bounce_class); original_recipient and envelope_id (from the decorated
// paths); recipient_domain and sender_domain (from the addresses).
void derive(field_set &record);

} // namespace nixie::impl
