#include <boost/core/null_deleter.hpp>
#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks/async_frontend.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/block_on_overflow.hpp>
#include <boost/log/sinks/bounded_fifo_queue.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>

#include "peers/async_logger.hpp"
#include "peers/line_socket.hpp"

namespace nixie::bench {
namespace {

namespace log = boost::log;

class line_backend : public log::sinks::basic_formatted_sink_backend<char, log::sinks::synchronized_feeding> {
public:
    explicit line_backend(std::uint16_t port) : socket_(port) {}
    void consume(const log::record_view &, const string_type &text) { socket_.write(text); }

private:
    line_socket socket_;
};

class boost_logger : public async_logger {
    using queue = log::sinks::bounded_fifo_queue<8192, log::sinks::block_on_overflow>;
    using sink = log::sinks::asynchronous_sink<line_backend, queue>;

public:
    explicit boost_logger(std::uint16_t port)
        : sink_(boost::make_shared<sink>(boost::make_shared<line_backend>(port))) {
        sink_->set_formatter(log::expressions::stream << log::expressions::smessage);
        log::core::get()->add_sink(sink_);
    }
    ~boost_logger() override {
        log::core::get()->remove_sink(sink_);
        sink_->stop();
        sink_->flush();
    }
    void log(const std::string &text) override { BOOST_LOG(logger_) << text; }

private:
    boost::shared_ptr<sink> sink_;
    log::sources::logger_mt logger_;
};

} // namespace

std::unique_ptr<async_logger> make_boost_log(std::uint16_t port) {
    return std::make_unique<boost_logger>(port);
}

} // namespace nixie::bench
