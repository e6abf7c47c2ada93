// Any record that the readers take: each field of the table set or not, with any value of its type.
#pragma once

#include <string>

#include "record/field_set.hpp"
#include "record/random_text.hpp"

namespace nixie::impl::test {

struct record_source {
    random_source &random;
    std::string (*text)(random_source &); // of a TEXT or DOMAIN field and of a user field
    std::size_t most_user_fields = 4;
    bool callers_only = false; // no field and no event that only nixie sets

    // Not `truncated`: only an encoder sets that.
    field_set next();
};

} // namespace nixie::impl::test
