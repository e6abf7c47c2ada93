// A time zone for the length of a test.
#pragma once

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

namespace nixie::test {

class time_zone {
public:
    // As TZ has it. A rule rather than a name, so that no zone files are needed.
    explicit time_zone(const char *rule) {
        if (const char *before = std::getenv("TZ")) before_ = before;
        setenv("TZ", rule, 1);
        tzset();
    }
    ~time_zone() {
        before_ ? setenv("TZ", before_->c_str(), 1) : unsetenv("TZ");
        tzset();
    }
    time_zone(const time_zone &) = delete;
    time_zone &operator=(const time_zone &) = delete;

private:
    std::optional<std::string> before_;
};

inline constexpr const char *berlin = "CET-1CEST,M3.5.0,M10.5.0/3";

} // namespace nixie::test
