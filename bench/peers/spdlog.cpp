#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/tcp_sink.h>

#include "peers/async_logger.hpp"

namespace nixie::bench {
namespace {

class spdlog_logger : public async_logger {
public:
    explicit spdlog_logger(std::uint16_t port) {
        const spdlog::sinks::tcp_sink_config where("127.0.0.1", port);
        auto sink = std::make_shared<spdlog::sinks::tcp_sink_mt>(where);
        logger_ = std::make_shared<spdlog::async_logger>("bench", std::move(sink), pool_,
                                                         spdlog::async_overflow_policy::block);
        logger_->set_pattern("%v"); // and a line feed
    }
    ~spdlog_logger() override {
        logger_.reset();
        pool_.reset(); // joins its thread, which writes what is left first
    }
    void log(const std::string &text) override { logger_->warn(text); }

private:
    std::shared_ptr<spdlog::details::thread_pool> pool_ = std::make_shared<spdlog::details::thread_pool>(8192, 1);
    std::shared_ptr<spdlog::async_logger> logger_;
};

} // namespace

std::unique_ptr<async_logger> make_spdlog(std::uint16_t port) {
    return std::make_unique<spdlog_logger>(port);
}

} // namespace nixie::bench
