// Whether this runs in CI, where what may be missing on a developer's machine must be there.
#pragma once

#include <cstdlib>
#include <string_view>

namespace nixie::tests {

inline bool is_ci() {
    const char *const ci = std::getenv("CI");
    return ci && std::string_view(ci) == "true";
}

} // namespace nixie::tests
