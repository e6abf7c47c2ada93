// A syslog collector as docs/collectors.md configures it: a real daemon as a child process, and what it has stored.
// Only for programs that collector_host runs: it uses the ports and the files of that document.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "live/numbered_bounce.hpp"
#include "live/service.hpp"

namespace nixie::tests {

// One line of the JSON file. Nothing of nixie's own readers takes part.
struct stored_message {
    std::string pri, time, hostname, app_name, procid, msgid, message;
    std::map<std::string, field_map> elements; // SD-ID → parameter → value
};

// How a message gets there.
enum class way { udp, tcp, tcp_lf };

// Where a collector runs and writes: by default as documented, beside the test.
struct collector_place {
    std::string folder = "/var/log"; // has nixie.json and nixie.log
    std::string network{};           // a network namespace in /run/netns; "": that of the test
};

class collector {
public:
    virtual ~collector() = default;
    collector(const collector &) = delete;
    collector &operator=(const collector &) = delete;

    // What the daemon itself says of the configuration: "" when it has nothing against it.
    virtual std::string complaints() const = 0;
    void start() { process_.start(command_); } // returns when it listens
    void stop() { process_.stop(); }
    // What it had written of a line when it was killed goes, too: the next one would append to it, and the line of a
    // whole message would look like a broken one. The message that was cut is the collector's loss.
    void kill();
    void freeze() { process_.freeze(); }
    void thaw() { process_.thaw(); }

    // The target that leads there; host as in a URI.
    virtual std::string target(way by, const std::string &host = "127.0.0.1") const = 0;

    // The file with one JSON object a line.
    const std::string &json_path() const { return json_path_; }
    // Records in it so far: whole lines, without nixie's own reports (LOSS, STATS).
    std::size_t count_stored();
    std::vector<stored_message> stored();
    // The file for people: whole lines, of reports too.
    std::vector<std::string> plain_lines() const;

protected:
    // Nothing is stored yet: the files of an earlier one are removed.
    collector(std::string name, const std::string &command, const collector_place &place);
    virtual stored_message read(simdjson::dom::element line) const = 0;

private:
    service process_;
    std::string command_, json_path_, plain_path_;
    std::size_t counted_ = 0, counted_bytes_ = 0;
};

// The text at that key. Throws what simdjson throws when there is none.
std::string text_of(simdjson::dom::element object, std::string_view key);
// The object of objects of texts at that key: the structured data.
std::map<std::string, field_map> elements_of(simdjson::dom::element object, std::string_view key);

// The fenced block of docs/collectors.md below the line that names this file. Throws when there is not exactly one.
std::string documented_file(const std::string &path);
// The same, written to a file of that name below /run, for files in that folder in place of /var/log; its path.
std::string written_configuration(const std::string &documented_path, const std::string &folder);

} // namespace nixie::tests
