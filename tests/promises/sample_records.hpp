// Records of every shape that a call can have, and what becomes of each.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "nixie/logger.hpp"

namespace nixie::tests {

class sample_records {
public:
    struct sample {
        const char *name;
        record what;
        outcome expected; // of a logger with the default options, whose queue has room
    };

    sample_records() = default;
    sample_records(const sample_records &) = delete; // they point at texts in here
    sample_records &operator=(const sample_records &) = delete;

    const std::vector<sample> &all() const { return all_; }

    static record twenty_fields() {
        return {.status = "5.1.1",
                .code = 550,
                .diagnostic = "550 5.1.1 <bob@example.fict>: no account here, look for a typing error and try again",
                .diagnostic_type = "smtp",
                .stage = stage::after_rcpt_to,
                .bounce_class = 10,
                .recipient = "bob@example.fict",
                .sender = "news@letters.example.fict",
                .domain = "example.fict",
                .queue_id = "4TnX2k0Qz1",
                .batch_id = "spring-07",
                .connection_id = "c-17",
                .message_id = "<20251121.1@letters.example.fict>",
                .size = 31'102,
                .retries = 2,
                .queue_time = std::chrono::milliseconds(12'345),
                .remote_mta = "mx1.example.fict",
                .remote_ip = "192.0.2.7",
                .local_ip = "192.0.2.1",
                .binding = "pool-b"};
    }

private:
    record with_user_fields() const {
        record what = twenty_fields();
        what.user_fields = user_fields_;
        return what;
    }

    const std::array<user_field, 3> user_fields_{{{"campaign", "spring"}, {"tenant", "17"}, {"list", "news"}}};
    const std::vector<std::string_view> recipients_ = std::vector<std::string_view>(64, "ann@example.fict");
    const std::string long_text_ = std::string(20'000, 'x');
    const std::string too_long_text_ = std::string(5 << 20, 'x');
    const std::vector<sample> all_{
        {"one field", {.queue_id = "4TnX2k0Qz1"}, outcome::accepted},
        {"twenty fields", twenty_fields(), outcome::accepted},
        {"with user fields", with_user_fields(), outcome::accepted},
        {"64 recipients", {.queue_id = "4TnX2k0Qz1", .recipients = recipients_}, outcome::accepted},
        {"a long text", {.diagnostic = long_text_}, outcome::accepted},
        {"a text that is too long", {.diagnostic = too_long_text_}, outcome::too_large},
        {"no field", {}, outcome::invalid},
    };
};

} // namespace nixie::tests
