// Records as the goldens give them: names and text forms of the field table.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "record/field_set.hpp"

namespace nixie::impl::test {

using pairs = std::vector<std::pair<std::string, std::string>>;

struct given_record {
    int event = NIXIE_PERMANENT_FAILURE;
    pairs fields{};
    pairs user_fields{};
};

// The record's texts are views into `given`. A name or form that the table does not have is a failed test.
field_set record_of(const given_record &given);

// Every field of the table, and a user field. No real record has all of them; the goldens pin a form for each.
const given_record &full_record();

} // namespace nixie::impl::test
