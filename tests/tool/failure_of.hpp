// What a call failed with, as text: "64 reason | hint".
#pragma once

#include <string>

#include "tool/failure.hpp"

namespace nixie::test {

template <class Call>
std::string failure_of(Call call) {
    try {
        call();
    } catch (const impl::failure &what) {
        return std::to_string(static_cast<int>(what.code())) + " " + what.what() + " | " + what.hint();
    }
    return "none";
}

} // namespace nixie::test
