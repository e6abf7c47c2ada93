// One record on the I/O thread and in the readers: the event and its fields by id. Views into bytes that somebody else
// keeps, or that keep() keeps. Not shared between threads.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/field_table.hpp"

namespace nixie::impl {

struct user_text {
    std::string_view name;
    std::string_view text;
};

class field_set {
public:
    explicit field_set(int event = NIXIE_PERMANENT_FAILURE) : event_(event) {}

    int event() const { return event_; }
    void set_event(int event) { event_ = event; }

    bool has(int id) const { return at(id).present; }
    // "" and 0 where the field is absent.
    std::string_view text(int id) const { return at(id).text; }
    std::int64_t number(int id) const { return at(id).number; }

    // Setting a text to "" takes the field away: an empty text is a field left out.
    void set_text(int id, std::string_view text) { values_[index(id)] = {text, 0, !text.empty()}; }
    void set_number(int id, std::int64_t number) { values_[index(id)] = {{}, number, true}; }
    void erase(int id) { values_[index(id)] = {}; }

    // The record's further recipients, in order; empty when it has one or none.
    const std::vector<std::string_view> &more_recipients() const { return more_recipients_; }
    void add_recipient(std::string_view recipient) { more_recipients_.push_back(recipient); }
    // All recipients, in order; the first one alone stays here.
    std::vector<std::string_view> take_recipients() {
        std::vector<std::string_view> all = std::exchange(more_recipients_, {});
        all.insert(all.begin(), text(NIXIE_FIELD_RECIPIENT));
        return all;
    }

    const std::vector<user_text> &user_fields() const { return user_fields_; }
    void add_user_field(std::string_view name, std::string_view text) { user_fields_.push_back({name, text}); }

    // A view of a text that lives as long as this field_set.
    std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }

    // Empty again, with its memory kept for the next record.
    void clear() {
        event_ = NIXIE_PERMANENT_FAILURE;
        values_ = {};
        more_recipients_.clear();
        user_fields_.clear();
        kept_.clear();
    }

private:
    struct value {
        std::string_view text;
        std::int64_t number = 0;
        bool present = false;
    };
    static std::size_t index(int id) { return static_cast<std::size_t>(id - 1); }
    const value &at(int id) const { return values_[index(id)]; }

    int event_;
    std::array<value, field_count> values_{};
    std::vector<std::string_view> more_recipients_;
    std::vector<user_text> user_fields_;
    std::deque<std::string> kept_;
};

} // namespace nixie::impl
