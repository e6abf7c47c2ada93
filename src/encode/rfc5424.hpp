// A record as an RFC 5424 message, without framing.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "encode/byte_buffer.hpp"
#include "record/field_set.hpp"
#include "record/number_form.hpp"

namespace nixie::impl {

enum class bom { none, always, automatic }; // automatic: where MSG is not ASCII (RFC 5424 section 6.4)

inline constexpr std::size_t unlimited = std::string::npos;

struct rfc5424_settings {
    int facility = 2;       // section 6.2.1; 2 is mail
    std::string hostname{}; // cut and cleaned by rfc5424_encoder; empty: NILVALUE
    std::string app_name{};
    std::string procid{};
    std::string sd_id = "nixie@32473";
    enum bom bom = bom::none;
    std::size_t max_size = unlimited; // bytes of the message

    bool operator==(const rfc5424_settings &) const = default;
};

enum class encoding {
    whole,     // every field; MSG, which only repeats some of them, may have been shortened
    shortened, // `truncated` names the fields that are not whole
    too_large
};

// Printable ASCII without blanks, at most `most` bytes, other bytes as '?'; "-" for an empty text (section 6 of RFC
// 5424).
std::string header_field(std::string_view text, std::size_t most);

// Keeps from record to record what most records share: the header's parts and the second of the last time. Not shared
// between threads.
class rfc5424_encoder {
public:
    explicit rfc5424_encoder(const rfc5424_settings &settings);

    // Replaces `out` by the message of a derived record. A message over max_size is shortened where it costs least: MSG
    // to 200 bytes, the diagnostic, the rest of MSG, then whichever text is longest; `truncated` names the fields with
    // their original bytes. too_large: even so it has no room; `out` is then empty.
    encoding encode(const field_set &record, byte_buffer &out);
    encoding encode(const field_set &record, std::string &out);

    // Another max_size, from the next message on.
    void limit_to(std::size_t max_size) { max_size_ = max_size; }

private:
    // The header of an event around TIMESTAMP, and the beginning of nixie's element.
    struct event_head {
        std::string before_time; // <20>1
        std::string after_time;  // out1.example.net mta 4711 PERMFAIL [nixie@32473
    };
    char *put_head(char *to, const field_set &record);
    char *put_msg(char *to, const field_set &record) const;
    encoding encode_in_parts(const field_set &record, byte_buffer &out);

    std::array<event_head, NIXIE_STATS + 1> heads_; // at 0: of a number that is no event
    std::size_t head_room_ = 0;
    enum bom bom_;
    std::size_t max_size_;
    time_writer time_;
    byte_buffer message_; // for who wants a string
};

} // namespace nixie::impl
