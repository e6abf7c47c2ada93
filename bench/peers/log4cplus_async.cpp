#include <log4cplus/appender.h>
#include <log4cplus/asyncappender.h>
#include <log4cplus/logger.h>
#include <log4cplus/spi/loggingevent.h>

#include "peers/async_logger.hpp"
#include "peers/line_socket.hpp"
#include "peers/log4cplus_start.hpp"

namespace nixie::bench {
namespace {

// log4cplus' own SocketAppender has a format of its own.
class line_appender : public log4cplus::Appender {
public:
    explicit line_appender(std::uint16_t port) : socket_(port) {}
    ~line_appender() override { destructorImpl(); }
    void close() override { closed = true; }

protected:
    void append(const log4cplus::spi::InternalLoggingEvent &event) override { socket_.write(event.getMessage()); }

private:
    line_socket socket_;
};

class log4cplus_logger : public async_logger {
public:
    explicit log4cplus_logger(std::uint16_t port) {
        start_log4cplus();
        logger_ = log4cplus::Logger::getInstance("bench.async");
        logger_.setAdditivity(false);
        // Its queue holds 8192 events, as that of spdlog.
        appender_ = new log4cplus::AsyncAppender(log4cplus::SharedAppenderPtr(new line_appender(port)), 8192);
        logger_.addAppender(appender_);
    }
    ~log4cplus_logger() override {
        appender_->close(); // its thread writes what is left; it keeps the appender from being freed
        logger_.removeAllAppenders();
    }
    void log(const std::string &text) override { logger_.log(log4cplus::WARN_LOG_LEVEL, text); }

private:
    log4cplus::Logger logger_;
    log4cplus::SharedAppenderPtr appender_;
};

} // namespace

std::unique_ptr<async_logger> make_log4cplus(std::uint16_t port) {
    return std::make_unique<log4cplus_logger>(port);
}

} // namespace nixie::bench
