// The collector of the process-wide logger of ec_log. That opens once in a process, so all its tests share this one.
#pragma once

#include <stdexcept>

#include "api/receiver.hpp"
#include "nixie/ec_log.h"

namespace nixie::tests {

inline receiver &ec_collector() {
    static const socket_folder folder;
    static receiver at(folder.path("ec_log"));
    static const int opened = [] {
        nixie_options *options = nixie_options_new();
        int error = nixie_options_add_target(options, at.target().c_str(), nullptr, 0);
        if (error == NIXIE_OK) error = nixie_options_set(options, "stats_interval", "0", nullptr, 0);
        if (error == NIXIE_OK) error = nixie_ec_open(options, nullptr, 0);
        nixie_options_free(options);
        return error;
    }();
    if (opened != NIXIE_OK) throw std::runtime_error(nixie_error_text(opened));
    return at;
}

} // namespace nixie::tests
