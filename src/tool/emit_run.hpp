// One run of `nixie emit`: from lines to the logger, and the account of what became of them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "decode/json_line.hpp"
#include "nixie/logger.hpp"
#include "tool/exit_code.hpp"
#include "tool/reporter.hpp"

namespace nixie::impl {

class emit_run {
public:
    // wait: how long a record may wait for room in the queue, and all of them at the end for delivery.
    emit_run(nixie::logger &logger, std::chrono::milliseconds wait, bool is_strict);

    // Does nothing once the run has stopped.
    void read_file(const std::string &name);
    // The record that the options made; throws failure when it is none.
    void send_options(const field_set &record);
    // Waits for delivery, closes the logger, says what became of the records. The last call.
    exit_code finish();

private:
    void read_lines(int fd, const std::string &label);
    void take_line(std::string_view line, const std::string &place);
    void send(const field_set &record, const std::string &place);
    void refuse_line(const std::string &place, const std::string &reason);
    void stop(exit_code code);
    std::chrono::milliseconds drain();
    void show_progress();

    nixie::logger &logger_;
    std::chrono::milliseconds wait_;
    bool is_strict_;
    bool has_stopped_ = false;
    exit_code code_ = exit_code::ok;
    reporter reporter_;
    json_line_reader reader_;
    field_set record_;
    std::vector<nixie_field> fields_;
    std::uint64_t lines_ = 0;
    std::uint64_t refused_lines_ = 0;
    std::uint64_t repaired_lines_ = 0;
};

} // namespace nixie::impl
