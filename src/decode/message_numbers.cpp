#include "decode/message_numbers.hpp"

namespace nixie::impl {
namespace {

class scanner {
public:
    explicit scanner(std::string_view text) : at_(text.data()), end_(at_ + text.size()) {}

    bool scan(message_numbers &into) {
        std::string_view skipped;
        if (!priority_and_version() || !token(into.timestamp)) return false;
        for (int i = 0; i < 3; ++i) // HOSTNAME, APP-NAME, PROCID
            if (!token(skipped)) return false;
        return token(into.msgid) && elements(into);
    }

private:
    bool take(char c) {
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }

    std::string_view view(const char *begin) const { return {begin, static_cast<std::size_t>(at_ - begin)}; }

    bool priority_and_version() {
        if (!take('<')) return false;
        const char *begin = at_;
        while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
        return at_ > begin && at_ - begin <= 3 && take('>') && take('1') && take(' ');
    }

    // Up to a blank, which is taken too.
    bool token(std::string_view &into) {
        const char *begin = at_;
        while (at_ != end_ && *at_ > ' ' && *at_ < '\x7f') ++at_;
        into = view(begin);
        return at_ > begin && take(' ');
    }

    bool elements(message_numbers &into) {
        if (take('-')) return at_ == end_ || *at_ == ' ';
        if (at_ == end_ || *at_ != '[') return false;
        while (take('['))
            if (!element(into)) return false;
        return at_ == end_ || *at_ == ' ';
    }

    bool element(message_numbers &into) {
        std::string_view id, name, value;
        if (!sd_name(id)) return false;
        while (take(' ')) {
            if (!sd_name(name) || !take('=') || !take('"') || !param_value(value)) return false;
            std::string_view *wanted = nullptr;
            if (name == "instance") wanted = &into.instance;
            if (name == "sequenceId" && id == "meta") wanted = &into.sequence;
            if (!wanted) continue;
            if (!wanted->empty()) return false;
            *wanted = value;
        }
        return take(']');
    }

    bool sd_name(std::string_view &into) {
        const char *begin = at_;
        while (at_ != end_ && *at_ > ' ' && *at_ < '\x7f' && *at_ != '=' && *at_ != ']' && *at_ != '"') ++at_;
        into = view(begin);
        return at_ > begin;
    }

    // Up to the quote that ends it, which is taken too. Escapes stay as they are: no number has any.
    bool param_value(std::string_view &into) {
        const char *begin = at_;
        while (at_ != end_ && *at_ != '"') {
            if (*at_ == ']') return false;
            if (*at_ == '\\' && ++at_ == end_) return false;
            ++at_;
        }
        into = view(begin);
        return take('"');
    }

    const char *at_;
    const char *end_;
};

} // namespace

bool scan_message_numbers(std::string_view text, message_numbers &into) {
    into = {};
    return scanner(text).scan(into);
}

} // namespace nixie::impl
