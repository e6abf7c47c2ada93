#include "peers/log4cplus_syslog.hpp"

#include <log4cplus/layout.h>
#include <log4cplus/logger.h>
#include <log4cplus/spi/loggingevent.h>
#include <log4cplus/syslogappender.h>

#include "peers/log4cplus_start.hpp"

namespace nixie::bench {

struct log4cplus_syslog::parts {
    log4cplus::Logger logger = log4cplus::Logger::getInstance("bench.syslog");
    log4cplus::SharedAppenderPtr appender;
};

log4cplus_syslog::log4cplus_syslog(std::uint16_t port) {
    start_log4cplus();
    parts_ = std::make_unique<parts>();
    parts_->appender = log4cplus::SharedAppenderPtr(
        new log4cplus::SysLogAppender("mta", "127.0.0.1", port, "mail", log4cplus::SysLogAppender::RSTUdp));
    parts_->appender->setLayout(std::make_unique<log4cplus::PatternLayout>("%m"));
    parts_->logger.setAdditivity(false);
    parts_->logger.addAppender(parts_->appender);
}

log4cplus_syslog::~log4cplus_syslog() {
    parts_->logger.removeAllAppenders();
}

void log4cplus_syslog::append(const std::string &text) {
    parts_->logger.log(log4cplus::WARN_LOG_LEVEL, text);
}

} // namespace nixie::bench
