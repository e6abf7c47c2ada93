// A real rsyslogd.
#pragma once

#include "live/collector.hpp"

namespace nixie::tests {

class rsyslogd : public collector {
public:
    explicit rsyslogd(const collector_place &place = {});
    std::string complaints() const override;
    std::string target(way by, const std::string &host) const override;

protected:
    stored_message read(simdjson::dom::element line) const override;

private:
    rsyslogd(const collector_place &place, const std::string &configuration);

    std::string configuration_;
};

} // namespace nixie::tests
