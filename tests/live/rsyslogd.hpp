// A real rsyslogd.
#pragma once

#include "live/collector.hpp"

namespace nixie::tests {

class rsyslogd : public collector {
public:
    rsyslogd();
    std::string complaints() const override;
    std::string target(way by, const std::string &host) const override;

protected:
    stored_message read(simdjson::dom::element line) const override;

private:
    explicit rsyslogd(const std::string &configuration);

    std::string configuration_;
};

} // namespace nixie::tests
