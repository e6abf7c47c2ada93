// The record that every benchmark uses: 20 fields, about 650 bytes, as a large sender's server would report it.
#pragma once

#include <array>

#include "nixie/nixie.h"

namespace nixie::bench {

inline const std::array<nixie_field, 20> sample_fields{
    nixie_text(NIXIE_FIELD_STATUS, "5.1.1"),
    nixie_number(NIXIE_FIELD_CODE, 550),
    nixie_text(NIXIE_FIELD_DIAGNOSTIC,
               "550-5.1.1 There is no account with this address. Look for typing errors or a blank in it before you "
               "try again. More about this: 550 5.1.1 https://help.bigmail.example/?a=nouser 6a1803df08f44si881"),
    nixie_text(NIXIE_FIELD_DIAGNOSTIC_TYPE, "smtp"),
    nixie_number(NIXIE_FIELD_STAGE, NIXIE_STAGE_AFTER_RCPT_TO),
    nixie_number(NIXIE_FIELD_BOUNCE_CLASS, NIXIE_BOUNCE_INVALID_RECIPIENT),
    nixie_text(NIXIE_FIELD_RECIPIENT, "marta.kowalska-winter@bigmail.example"),
    nixie_text(NIXIE_FIELD_SENDER, "bounce+7781.20251121.spring07@letters.example.net"),
    nixie_text(NIXIE_FIELD_DOMAIN, "bigmail.example"),
    nixie_text(NIXIE_FIELD_QUEUE_ID, "4TnX2k0Qz2AB7-00017"),
    nixie_text(NIXIE_FIELD_BATCH_ID, "spring-07-newsletter-2025-11-21"),
    nixie_text(NIXIE_FIELD_MESSAGE_ID, "<20251121091244.4TnX2k0Qz2AB7@out1.letters.example.net>"),
    nixie_number(NIXIE_FIELD_SIZE, 31102),
    nixie_number(NIXIE_FIELD_RETRIES, 2),
    nixie_number(NIXIE_FIELD_QUEUE_TIME, 86412500),
    nixie_text(NIXIE_FIELD_REMOTE_MTA, "in-3.bigmail.example"),
    nixie_text(NIXIE_FIELD_REMOTE_IP, "2001:db8:40::1a"),
    nixie_text(NIXIE_FIELD_LOCAL_IP, "2001:db8:25::25"),
    nixie_text(NIXIE_FIELD_BINDING, "pool-b"),
    nixie_text(NIXIE_FIELD_TLS_CIPHER, "TLS_AES_256_GCM_SHA384"),
};

} // namespace nixie::bench
