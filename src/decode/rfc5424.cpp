#include "decode/rfc5424.hpp"

#include <algorithm>
#include <utility>

#include <simdjson.h> // validate_utf8: the encoder's own idea of UTF-8 must not be its judge

#include "decode/syslog_timestamp.hpp"

namespace nixie::impl {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_printable(char c) {
    return c >= '!' && c <= '~';
}

bool is_name_char(char c) {
    return is_printable(c) && c != '=' && c != ']' && c != '"';
}

bool is_escape(std::string_view two) {
    return two == "\\\"" || two == "\\\\" || two == "\\]";
}

// What follows the @ of an SD-ID: a private enterprise number, perhaps with sub-identifiers (section 7.2.2): 32473.1.2
bool is_enterprise_number(std::string_view text) {
    bool needs_digit = true;
    for (const char c : text) {
        if (!is_digit(c) && (c != '.' || needs_digit)) return false;
        needs_digit = c == '.';
    }
    return !needs_digit;
}

// Each step moves at_ behind what it read, or keeps the problem and returns false.
class message_parser {
public:
    explicit message_parser(std::string_view text) : text_(text) {}

    std::variant<syslog_message, parse_problem> parse() {
        if (pri() && version() && timestamp() && header_field(message_.hostname, "HOSTNAME", 255) &&
            header_field(message_.app_name, "APP-NAME", 48) && header_field(message_.procid, "PROCID", 128) &&
            header_field(message_.msgid, "MSGID", 32) && structured_data() && are_ids_distinct() && msg())
            return std::move(message_);
        return std::move(problem_);
    }

private:
    bool fail(std::size_t offset, std::string reason) {
        problem_ = {offset, std::move(reason)};
        return false;
    }

    bool is_next(char c) const { return at_ < text_.size() && text_[at_] == c; }

    bool expect(char c, const char *reason) {
        if (!is_next(c)) return fail(at_, reason);
        ++at_;
        return true;
    }

    bool pri() {
        if (!expect('<', "the message does not begin with <")) return false;
        const std::size_t begin = at_;
        int value = 0;
        while (at_ < text_.size() && is_digit(text_[at_]) && at_ - begin < 3) value = value * 10 + (text_[at_++] - '0');
        if (at_ == begin) return fail(at_, "PRI has no number");
        if (text_[begin] == '0' && at_ - begin > 1) return fail(begin, "PRI has a leading zero");
        if (value > 191) return fail(begin, "PRI is above 191");
        message_.facility = value / 8;
        message_.severity = value % 8;
        return expect('>', "PRI does not end with >");
    }

    bool version() {
        if (!expect('1', "VERSION is not 1")) return false;
        message_.version = 1;
        return expect(' ', "VERSION is not 1, or no blank follows it");
    }

    // Printable characters up to a blank, which is read too.
    bool token(std::string_view &into, const std::string &name, std::size_t most) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_printable(text_[at_])) ++at_;
        if (at_ == begin) return fail(begin, name + " is missing");
        if (at_ - begin > most) return fail(begin + most, name + " is longer than " + std::to_string(most) + " bytes");
        into = text_.substr(begin, at_ - begin);
        if (at_ == text_.size()) return fail(at_, "the message ends after " + name);
        if (!is_next(' ')) return fail(at_, name + " has a byte that is not printable ASCII");
        ++at_;
        return true;
    }

    bool header_field(std::string_view &into, const char *name, std::size_t most) {
        if (!token(into, name, most)) return false;
        if (into == "-") into = {};
        return true;
    }

    bool timestamp() {
        const std::size_t begin = at_;
        if (!header_field(message_.timestamp, "TIMESTAMP", longest_timestamp)) return false;
        if (message_.timestamp.empty()) return true;
        std::variant<std::int64_t, parse_problem> parsed = parse_syslog_timestamp(message_.timestamp);
        if (auto *problem = std::get_if<parse_problem>(&parsed))
            return fail(begin + problem->offset, std::move(problem->reason));
        message_.microseconds = std::get<std::int64_t>(parsed);
        return true;
    }

    bool structured_data() {
        if (is_next('-')) {
            ++at_;
            return true;
        }
        if (!is_next('[')) return fail(at_, "STRUCTURED-DATA is missing");
        while (is_next('['))
            if (!element()) return false;
        return true;
    }

    bool element() {
        ++at_; // the bracket
        const std::size_t begin = at_;
        sd_element &element = message_.elements.emplace_back();
        if (!sd_name(element.id, "SD-ID")) return false;
        if (const std::size_t sign = element.id.find('@'); sign != std::string_view::npos) {
            if (sign == 0) return fail(begin, "SD-ID has no name before the @");
            if (!is_enterprise_number(element.id.substr(sign + 1)))
                return fail(begin + sign + 1, "SD-ID has no enterprise number after the @");
        }
        while (is_next(' ')) {
            ++at_;
            if (!param(element.params.emplace_back())) return false;
        }
        return expect(']', "SD-ELEMENT goes on without a blank, or does not end with ]");
    }

    bool sd_name(std::string_view &into, const std::string &what) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
        if (at_ == begin) return fail(begin, what + " is missing");
        if (at_ - begin > 32) return fail(begin + 32, what + " is longer than 32 bytes");
        into = text_.substr(begin, at_ - begin);
        return true;
    }

    bool param(sd_param &into) {
        return sd_name(into.name, "PARAM-NAME") && expect('=', "no = after PARAM-NAME") &&
               expect('"', "PARAM-VALUE does not begin with \"") && param_value(into.value);
    }

    // Up to the quote that ends it, which is read too.
    bool param_value(std::string &into) {
        const std::size_t begin = at_;
        while (!is_next('"')) {
            if (is_next(']')) return fail(at_, "PARAM-VALUE has ] without a backslash");
            if (is_next('\\')) {
                if (!is_escape(text_.substr(at_, 2)))
                    return fail(at_, "PARAM-VALUE has a backslash that escapes nothing");
                ++at_;
            }
            if (at_ == text_.size()) return fail(at_, "PARAM-VALUE does not end");
            into += text_[at_++];
        }
        ++at_;
        return simdjson::validate_utf8(into) || fail(begin, "PARAM-VALUE is not UTF-8");
    }

    // Section 6.3.2: the same SD-ID must not exist more than once in a message. Sorted, so that a message made of
    // thousands of elements does not take thousands times thousands of comparisons.
    bool are_ids_distinct() {
        std::vector<std::string_view> ids;
        for (const sd_element &element : message_.elements) ids.push_back(element.id);
        std::stable_sort(ids.begin(), ids.end());
        const auto twice = std::adjacent_find(ids.begin(), ids.end());
        if (twice == ids.end()) return true;
        return fail(static_cast<std::size_t>(std::next(twice)->data() - text_.data()),
                    "SD-ID " + std::string(*twice) + " stands twice");
    }

    bool msg() {
        if (at_ == text_.size()) return true;
        if (!expect(' ', "no blank between STRUCTURED-DATA and MSG")) return false;
        message_.msg = text_.substr(at_);
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        message_.bom = message_.msg.starts_with(byte_order_mark);
        if (!message_.bom) return true;
        message_.msg.remove_prefix(byte_order_mark.size());
        return simdjson::validate_utf8(message_.msg) || fail(at_, "MSG begins with a byte order mark but is not UTF-8");
    }

    static constexpr std::size_t longest_timestamp = std::string_view("2003-09-29T21:27:27.123456+00:00").size();

    std::string_view text_;
    std::size_t at_ = 0;
    syslog_message message_;
    parse_problem problem_{};
};

} // namespace

const sd_element *syslog_message::find_element(std::string_view id) const {
    const auto found = std::find_if(elements.begin(), elements.end(), [id](const auto &each) { return each.id == id; });
    return found == elements.end() ? nullptr : &*found;
}

std::variant<syslog_message, parse_problem> parse_syslog_message(std::string_view text) {
    return message_parser(text).parse();
}

} // namespace nixie::impl
