// Tests that hold for each kind of collector and each way to it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <tuple>

#include "live/rsyslogd.hpp"
#include "live/syslog_ng.hpp"

namespace nixie::tests {

enum class collector_kind { rsyslogd, syslog_ng };

class CollectorTest : public testing::TestWithParam<std::tuple<collector_kind, way>> {
protected:
    CollectorTest() {
        if (std::get<collector_kind>(GetParam()) == collector_kind::rsyslogd)
            host = std::make_unique<rsyslogd>();
        else
            host = std::make_unique<syslog_ng>();
        host->start();
    }

    static way by() { return std::get<way>(GetParam()); }

    // The URI, with these options added.
    std::string target(const std::string &options = "") const {
        const std::string uri = host->target(by());
        if (options.empty()) return uri;
        return uri + (uri.find('?') == std::string::npos ? "?" : "&") + options;
    }

    std::unique_ptr<collector> host;
};

inline auto every_way(collector_kind kind) {
    return testing::Combine(testing::Values(kind), testing::Values(way::udp, way::tcp, way::tcp_lf));
}

inline auto every_stream(collector_kind kind) {
    return testing::Combine(testing::Values(kind), testing::Values(way::tcp, way::tcp_lf));
}

inline std::string name_of_the_way(const testing::TestParamInfo<std::tuple<collector_kind, way>> &info) {
    switch (std::get<way>(info.param)) {
    case way::udp:
        return "Udp";
    case way::tcp:
        return "TcpWithOctetCounting";
    case way::tcp_lf:
        return "TcpWithLineFeeds";
    }
    return "";
}

} // namespace nixie::tests
