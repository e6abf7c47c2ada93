// What stands behind a nixie_options.
#pragma once

#include "config/options.hpp"

struct nixie_options {
    nixie::impl::logger_options options;
};
