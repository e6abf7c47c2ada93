#include <Poco/AsyncChannel.h>
#include <Poco/AutoPtr.h>
#include <Poco/Channel.h>
#include <Poco/Message.h>

#include "peers/async_logger.hpp"
#include "peers/line_socket.hpp"

namespace nixie::bench {
namespace {

class line_channel : public Poco::Channel {
public:
    explicit line_channel(std::uint16_t port) : socket_(port) {}
    void log(const Poco::Message &message) override { socket_.write(message.getText()); }

private:
    line_socket socket_;
};

// Its queue has no bound: a call never waits.
class poco_logger : public async_logger {
public:
    explicit poco_logger(std::uint16_t port) : inner_(new line_channel(port)), outer_(new Poco::AsyncChannel(inner_)) {
        outer_->open();
    }
    ~poco_logger() override { outer_->close(); }
    void log(const std::string &text) override {
        outer_->log(Poco::Message("bench", text, Poco::Message::PRIO_WARNING));
    }

private:
    Poco::AutoPtr<Poco::Channel> inner_;
    Poco::AutoPtr<Poco::AsyncChannel> outer_;
};

} // namespace

std::unique_ptr<async_logger> make_poco(std::uint16_t port) {
    return std::make_unique<poco_logger>(port);
}

} // namespace nixie::bench
