// Lines of collectors' files → whose record it is, and which number it has. It looks at no more than that takes, since
// files have millions of lines.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "decode/parse_problem.hpp"
#include "record/field_set.hpp"

namespace nixie::impl {

// What a stored record says of itself. Views live until the next one is read.
struct numbered_entry {
    enum class kind {
        foreign, // sound, and not by nixie
        record,  // with a number
        report   // a loss or stats entry
    };
    enum kind kind = kind::foreign;
    std::string_view instance;
    std::int64_t sequence = 0; // 1 … 2147483647; of a report 0
    std::optional<std::int64_t> time;
    const field_set *report = nullptr; // the fields of a report
};

// 16 hex digits: other programs may call something else an instance.
bool is_instance(std::string_view text);

// Keeps its memory between lines. Not shared between threads.
class numbered_line_reader {
public:
    numbered_line_reader();
    ~numbered_line_reader();

    // One line without its line feed: an RFC 5424 message, in which any element with a parameter `instance` counts; or
    // a JSON object as nixie (stdout:?format=json), `nixie listen --json`, the templates of docs/collectors.md and
    // `journalctl -o json` write them. What stands behind the elements of a message is never looked at. nullopt: the
    // entry is good.
    std::optional<parse_problem> read(std::string_view line, numbered_entry &entry);

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

} // namespace nixie::impl
