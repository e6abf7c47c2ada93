// FIELD=VALUE of `nixie show`: what to look for in the journal's index.
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

struct show_match {
    std::string name;   // of the journal field
    std::string value;  // in the text form that the journal has
    std::string remark; // what was assumed about the name, for people; mostly empty
};

// domain=Example.Fict → MAIL_DOMAIN=example.fict, campaign=x → MAIL_CAMPAIGN=x, _SYSTEMD_UNIT=x as it is. A name one
// typo away from a field is taken for that field, and the remark says so. Throws failure with a hint.
show_match parse_match(std::string_view argument);

} // namespace nixie::impl
