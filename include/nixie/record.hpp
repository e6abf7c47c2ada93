/// @file
/// nixie/record.hpp: what a C++ caller hands over.
///
///     nixie::record{.code = 550, .diagnostic = "550 5.1.1 No such user", .recipient = "bob@example.fict"}
///
/// (designated initialisers come in the order of the table, which docs/fields.md has).
/// Header-only: it lives in the caller and reaches the library as an array of nixie_field, so a new row of the table
/// changes no layout that the library knows.
#ifndef NIXIE_RECORD_HPP
#define NIXIE_RECORD_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ratio>
#include <span>
#include <string_view>
#include <sys/time.h>

#include "nixie/nixie.h"

namespace nixie {

/// What happened: nixie::event::permanent_failure and its kin, one for each row of NIXIE_EVENT_TABLE.
enum class event : int {
#define NIXIE_ENUMERATOR(number, name, NAME, words, msgid, severity, action, set_by) name = (number),
    NIXIE_EVENT_TABLE(NIXIE_ENUMERATOR)
#undef NIXIE_ENUMERATOR
};

/// Where in the SMTP dialogue: nixie::stage::rcpt_to and its kin.
enum class stage : int {
#define NIXIE_ENUMERATOR(number, name, NAME) name = (number),
    NIXIE_STAGE_TABLE(NIXIE_ENUMERATOR)
#undef NIXIE_ENUMERATOR
};

/// Bounce classes by name, for record::bounce_class: nixie::bounce_class::invalid_recipient is 10. Own ones are above
/// 100.
namespace bounce_class {
/// @name One for each row of NIXIE_BOUNCE_CLASS_TABLE
/// @{
#define NIXIE_CONSTANT(number, name, NAME, category) inline constexpr std::int64_t name = (number);
/// The number of this class.
NIXIE_BOUNCE_CLASS_TABLE(NIXIE_CONSTANT)
#undef NIXIE_CONSTANT
/// @}
} // namespace bounce_class

/// A point in time in microseconds since 1970-01-01T00:00:00Z, made from any clock reading of the system clock. What no
/// 64-bit count of microseconds holds becomes the nearest one.
class timestamp {
public:
    /// Microseconds since 1970.
    constexpr explicit timestamp(std::int64_t microseconds) : microseconds_(microseconds) {}
    /// A reading of the system clock.
    template <class Duration>
    constexpr timestamp(std::chrono::time_point<std::chrono::system_clock, Duration> when) // NOLINT: meant to convert
        : microseconds_(nearest(when.time_since_epoch())) {}
    /// A tv_usec outside 0 to 999999 carries over.
    constexpr timestamp(const timeval &when) : microseconds_(nearest(when.tv_sec, when.tv_usec)) {}
    /// Microseconds since 1970.
    constexpr std::int64_t microseconds() const { return microseconds_; }

private:
    template <class Duration>
    static constexpr std::int64_t nearest(Duration since_1970) {
        using std::chrono::microseconds;
        if constexpr (std::ratio_divide<typename Duration::period, std::micro>::den == 1) { ///< finer ones fit
            if (since_1970 > std::chrono::floor<Duration>(microseconds::max())) return INT64_MAX;
            if (since_1970 < std::chrono::ceil<Duration>(microseconds::min())) return INT64_MIN;
        }
        return std::chrono::floor<microseconds>(since_1970).count();
    }

    static constexpr std::int64_t nearest(std::int64_t seconds, std::int64_t microseconds) {
        constexpr std::int64_t second = 1'000'000;
        std::int64_t result = 0;
        if (__builtin_add_overflow(seconds, microseconds / second, &seconds))
            return seconds > 0 ? INT64_MIN : INT64_MAX; ///< it has wrapped around
        microseconds %= second;
        /// Of one sign: then the product overflows only where the result does.
        if (seconds < 0 && microseconds > 0) {
            ++seconds;
            microseconds -= second;
        } else if (seconds > 0 && microseconds < 0) {
            --seconds;
            microseconds += second;
        }
        if (__builtin_mul_overflow(seconds, second, &result) || __builtin_add_overflow(result, microseconds, &result))
            return seconds < 0 ? INT64_MIN : INT64_MAX;
        return result;
    }

    std::int64_t microseconds_;
};

/// A field of the caller's own: name [a-z][a-z0-9_]{0,31}, none of the table's. It becomes MAIL_<NAME>.
struct user_field {
    std::string_view name; ///< no name of the table
    std::string_view text; ///< any bytes; an empty one leaves the field out
};

/// One record: views and numbers. Whatever is empty is left out. The texts must live until log() returns, not longer.
/// docs/fields.md has the meaning of each field; the types follow its table:
///   TEXT, DOMAIN std::string_view · NUMBER, PORT std::optional<std::int64_t> · TIME std::optional<timestamp>
///   SECONDS std::optional<std::chrono::milliseconds> · STAGE std::optional<stage>
/// Fields that only nixie sets have no member.
struct record {
    nixie::event event = nixie::event::permanent_failure; ///< what happened

    /// @name One for each row of NIXIE_FIELD_TABLE that callers set
    /// @{

#define NIXIE_TYPE_TEXT std::string_view
#define NIXIE_TYPE_DOMAIN std::string_view
#define NIXIE_TYPE_NUMBER std::optional<std::int64_t>
#define NIXIE_TYPE_PORT std::optional<std::int64_t>
#define NIXIE_TYPE_TIME std::optional<timestamp>
#define NIXIE_TYPE_SECONDS std::optional<std::chrono::milliseconds>
#define NIXIE_TYPE_STAGE std::optional<nixie::stage>
#define NIXIE_MEMBER_CALL(type, name)
#define NIXIE_MEMBER_CALLER(type, name) NIXIE_TYPE_##type name{};
#define NIXIE_MEMBER_EITHER(type, name) NIXIE_TYPE_##type name{};
#define NIXIE_MEMBER_DERIVED(type, name)
#define NIXIE_MEMBER_NIXIE(type, name)
#define NIXIE_MEMBER(id, name, NAME, type, set_by, personal, source, help) NIXIE_MEMBER_##set_by(type, name)
    /// The field of this name; docs/fields.md and `man 7 nixie-fields` have its meaning.
    NIXIE_FIELD_TABLE(NIXIE_MEMBER)
#undef NIXIE_MEMBER
#undef NIXIE_MEMBER_CALL
#undef NIXIE_MEMBER_CALLER
#undef NIXIE_MEMBER_EITHER
#undef NIXIE_MEMBER_DERIVED
#undef NIXIE_MEMBER_NIXIE
#undef NIXIE_TYPE_TEXT
#undef NIXIE_TYPE_DOMAIN
#undef NIXIE_TYPE_NUMBER
#undef NIXIE_TYPE_PORT
#undef NIXIE_TYPE_TIME
#undef NIXIE_TYPE_SECONDS
#undef NIXIE_TYPE_STAGE
    /// @}

    /// Several recipients: one record each, with consecutive sequences. They come besides `recipient`; use either.
    std::span<const std::string_view> recipients{};
    std::span<const user_field> user_fields{}; ///< at most 32
};

} // namespace nixie

#endif
