// The ec_log family: from a mail server's structs to records, over the public C API alone.
#include <array>
#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <string_view>

#include "nixie/ec_log.h"
#include "nixie/record.hpp"

namespace {

// ---- The process-wide logger ----------------------------------------------------------------------------------------

// Never freed: threads may log until the process is gone. An atomic and no mutex, so that fork() at any moment leaves
// the child with either a logger or none.
std::atomic<nixie_logger *> process_logger = nullptr;

// Makes `opened` the process-wide logger, unless another thread was faster: then that one is it.
nixie_logger *install(nixie_logger *opened) {
    nixie_logger *installed = nullptr;
    if (process_logger.compare_exchange_strong(installed, opened)) return opened;
    nixie_free(opened);
    return installed;
}

// ---- From structs to fields -----------------------------------------------------------------------------------------

std::string_view text_of(const _ec_string *text) {
    if (!text || !text->buffer || text->len <= 0) return {};
    return {text->buffer, static_cast<std::size_t>(text->len)};
}

// The fields of one record; more than the struct can ever fill. What is empty or zero is left out.
class field_array {
public:
    void add(int id, std::string_view text) {
        if (!text.empty()) fields_[size_++] = nixie_text_sized(id, text.data(), text.size());
    }
    void add(int id, const char *text) { add(id, text ? std::string_view{text} : std::string_view{}); }
    void add_number(int id, std::int64_t number) { fields_[size_++] = nixie_number(id, number); }
    void add_if_positive(int id, std::int64_t number) {
        if (number > 0) add_number(id, number);
    }
    void add_user(const char *name, const char *text) { fields_[size_++] = nixie_user_field(name, text); }
    void log(int event) const { nixie_log(nixie_ec_logger(), event, fields_.data(), size_); }

private:
    std::array<nixie_field, 32> fields_;
    std::size_t size_ = 0;
};

bool is_stage(unsigned int stage) {
    return stage <= NIXIE_STAGE_UNKNOWN;
}

timeval clock_now() {
    timeval now{};
    gettimeofday(&now, nullptr);
    return now;
}

// A time that no count of microseconds holds has become the first or the last one.
bool is_exact(std::int64_t microseconds) {
    return microseconds != INT64_MIN && microseconds != INT64_MAX;
}

// queue_time, where the message has a creation time that lies before the event. A clock that was stepped back between
// the two makes it negative, and then nothing is known.
void add_queue_time(field_array &fields, const timeval &created, const timeval &now) {
    if (created.tv_sec == 0 && created.tv_usec == 0) return;
    const std::int64_t from = nixie::timestamp{created}.microseconds();
    const std::int64_t to = nixie::timestamp{now}.microseconds();
    std::int64_t waited = 0;
    if (!is_exact(from) || !is_exact(to) || __builtin_sub_overflow(to, from, &waited) || waited < 0) return;
    fields.add_number(NIXIE_FIELD_QUEUE_TIME, waited / 1000);
}

void add_message(field_array &fields, const _ec_message &message, const timeval &now) {
    fields.add(NIXIE_FIELD_RECIPIENT, text_of(&message._rcptto));
    fields.add(NIXIE_FIELD_SENDER, text_of(&message._mailfrom));
    fields.add_number(NIXIE_FIELD_RETRIES, message.num_retries);
    add_queue_time(fields, message.creation_time, now);
    fields.add(NIXIE_FIELD_QUEUE_ID, message.id_text);
    fields.add(NIXIE_FIELD_BATCH_ID, message.batch_id_text);
    fields.add(NIXIE_FIELD_CONNECTION_ID, message.conn_id_text);
    fields.add(NIXIE_FIELD_MESSAGE_ID, message.message_id);
    fields.add(NIXIE_FIELD_REMOTE_MTA, message.remote_mta);
    fields.add(NIXIE_FIELD_REMOTE_IP, message.remote_ip);
    fields.add(NIXIE_FIELD_LOCAL_IP, message.local_ip);
    fields.add(NIXIE_FIELD_BINDING, message.binding);
    fields.add(NIXIE_FIELD_BINDING_GROUP, message.binding_group);
    if (message.remote_port <= 65535) fields.add_if_positive(NIXIE_FIELD_REMOTE_PORT, message.remote_port);
    fields.add_if_positive(NIXIE_FIELD_BOUNCE_CLASS, message.bounce_class);
    fields.add_if_positive(NIXIE_FIELD_SIZE, static_cast<std::int64_t>(message.size));
    fields.add_if_positive(NIXIE_FIELD_BYTES_SENT, static_cast<std::int64_t>(message.bytes_sent));
}

void add_domain(field_array &fields, const _ec_message *message, const _domain_record *dr) {
    if (dr && dr->domain && *dr->domain)
        fields.add(NIXIE_FIELD_DOMAIN, dr->domain);
    else if (message && message->domain)
        fields.add(NIXIE_FIELD_DOMAIN, message->domain->domain);
}

// The note as it was given, else the message's last reply, which the remote side wrote.
void add_diagnostic(field_array &fields, const _ec_message *message, std::string_view note) {
    const std::string_view reply = message ? text_of(&message->_code) : std::string_view{};
    fields.add(NIXIE_FIELD_DIAGNOSTIC, note.empty() ? reply : note);
    if (note.empty() && !reply.empty()) fields.add(NIXIE_FIELD_DIAGNOSTIC_TYPE, "smtp");
}

void log_disposition(int event, const _ec_message *message, const _domain_record *dr, const timeval *now,
                     std::string_view note) {
    const timeval when = now ? *now : clock_now();
    field_array fields;
    fields.add_number(NIXIE_FIELD_TIME, nixie::timestamp{when}.microseconds());
    if (message) {
        add_message(fields, *message, when);
        if (is_stage(message->stage)) fields.add_number(NIXIE_FIELD_STAGE, message->stage);
    }
    add_domain(fields, message, dr);
    add_diagnostic(fields, message, note);
    fields.log(event);
}

struct mc_state_row {
    int phase;
    const char *name;
    int stage;
};

constexpr std::array mc_state_table = std::to_array<mc_state_row>({
#define NIXIE_ROW(number, name, stage) {number, #name, NIXIE_STAGE_##stage},
    NIXIE_MC_STATE_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
});

void add_phase(field_array &fields, int phase) {
    for (const mc_state_row &row : mc_state_table) {
        if (row.phase != phase) continue;
        fields.add_number(NIXIE_FIELD_STAGE, row.stage);
        fields.add_user("mc_state", row.name);
    }
}

} // namespace

void ec_log_permanent_failure(_ec_message *mess, _domain_record *dr, timeval *now, const _ec_string *note) noexcept {
    log_disposition(NIXIE_PERMANENT_FAILURE, mess, dr, now, text_of(note));
}

void ec_log_transient_failure(_ec_message *mess, _domain_record *dr, timeval *now, const _ec_string *note) noexcept {
    log_disposition(NIXIE_TRANSIENT_FAILURE, mess, dr, now, text_of(note));
}

void ec_log_delivery(_ec_message *mess, _domain_record *dr, timeval *now, const _ec_string *note) noexcept {
    log_disposition(NIXIE_DELIVERY, mess, dr, now, text_of(note));
}

void ec_log_attempt(_ec_message *mess, _domain_record *dr, timeval *now, const _ec_string *note) noexcept {
    log_disposition(NIXIE_ATTEMPT, mess, dr, now, text_of(note));
}

void ec_log_reception(_accept_construct *, _ec_message *em, timeval *now, const _ec_string *notestr) noexcept {
    log_disposition(NIXIE_RECEPTION, em, nullptr, now, text_of(notestr));
}

void ec_log_rejection2(timeval *now, _accept_construct *, _validate_context *, _ec_message *msg, int phase,
                       const char *format, ...) noexcept {
    std::array<char, 1024> text{};
    if (format) {
        std::va_list arguments;
        va_start(arguments, format);
        if (std::vsnprintf(text.data(), text.size(), format, arguments) < 0) text[0] = '\0'; // a format it cannot write
        va_end(arguments);
    }
    const timeval when = now ? *now : clock_now();
    field_array fields;
    fields.add_number(NIXIE_FIELD_TIME, nixie::timestamp{when}.microseconds());
    if (msg) add_message(fields, *msg, when);
    if (msg || text[0]) add_phase(fields, phase); // a phase alone says nothing about any message
    add_domain(fields, msg, nullptr);
    fields.add(NIXIE_FIELD_DIAGNOSTIC, text.data());
    if (text[0]) fields.add(NIXIE_FIELD_DIAGNOSTIC_TYPE, "x-local");
    fields.log(NIXIE_REJECTION);
}

int nixie_ec_open(const nixie_options *options, char *why, std::size_t why_size) noexcept {
    if (why && why_size > 0) *why = '\0';
    if (process_logger.load()) return NIXIE_OK;
    nixie_logger *opened = nullptr;
    const int error =
        options ? nixie_open(options, &opened, why, why_size) : nixie_open_from_environment(&opened, why, why_size);
    if (error == NIXIE_OK) install(opened);
    return error;
}

nixie_logger *nixie_ec_logger(void) noexcept {
    if (nixie_logger *ready = process_logger.load(std::memory_order_acquire)) return ready;
    nixie_logger *opened = nixie_open_anyhow();
    return opened ? install(opened) : nullptr;
}
