// A real syslog-ng.
#pragma once

#include "live/collector.hpp"

namespace nixie::tests {

class syslog_ng : public collector {
public:
    explicit syslog_ng(const collector_place &place = {});
    std::string complaints() const override;
    std::string target(way by, const std::string &host) const override;

protected:
    stored_message read(simdjson::dom::element line) const override;
};

} // namespace nixie::tests
