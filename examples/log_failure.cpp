// Records one permanent failure through the C++ API. Usage: log_failure_cpp [TARGET]
#include <iostream>
#include <nixie/logger.hpp>

int main(int argc, char **argv) try {
    const std::string target = argc > 1 ? argv[1] : "journald:";
    nixie::logger log{{.app_name = "mta", .targets = {target}}};
    const nixie::outcome outcome = log.log({.diagnostic = "550 5.1.1 No such user",
                                            .stage = nixie::stage::after_rcpt_to,
                                            .bounce_class = nixie::bounce_class::invalid_recipient,
                                            .recipient = "bob@example.fict",
                                            .remote_mta = "mx1.example.fict",
                                            .remote_ip = "192.0.2.7"});
    const bool sent = log.close(std::chrono::seconds{5}); // waits up to 5 s until all is sent
    return outcome == nixie::outcome::accepted && sent ? 0 : 1;
} catch (const nixie::open_error &error) {
    std::cerr << "log_failure: " << error.what() << '\n';
    return 1;
}
