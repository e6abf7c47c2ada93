// A message that is too large, in parts, so that the parts can be shortened before anything is joined. The slow way:
// most messages fit, and are written in one go (encode/rfc5424).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "encode/rfc5424.hpp"

namespace nixie::impl {

// What stands around parameters and MSG. The views must outlive the draft.
struct rfc5424_frame {
    std::string_view head; // up to the name of the element, which is included
    std::string_view tail; // between the last parameter and MSG
    enum bom bom;
};

class rfc5424_draft {
public:
    rfc5424_draft(const field_set &record, const rfc5424_frame &frame);

    // Makes room until the message has at most `most` bytes. False: everything that may give has given, and it is still
    // too large.
    bool shorten_to(std::size_t most);
    // Whether a field is not whole.
    bool is_shortened() const { return !truncated().empty(); }
    // Appends the message.
    void join(byte_buffer &out) const;

private:
    // One PARAM-NAME="PARAM-VALUE".
    struct param {
        std::string_view name;
        std::string_view text; // as the caller gave it; what shortening starts from
        std::string escaped;
        bool may_shorten;
        bool shortened = false;

        std::size_t size() const { return name.size() + escaped.size() + 4; } // blank, =, two quotes
    };
    struct collector;

    std::string truncated() const;
    std::size_t size() const;
    std::size_t excess() const;
    void cut_msg(std::size_t floor);
    void cut(param &which);

    rfc5424_frame frame_;
    std::vector<param> params_;
    std::string msg_text_; // not escaped
    std::string msg_;
    bool bom_ = false;
    std::size_t most_ = unlimited;
};

} // namespace nixie::impl
