// One record on the I/O thread and in the readers: the event and its fields by id. Views into bytes that somebody else
// keeps, or that keep() keeps. Not shared between threads.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/field_table.hpp"
#include "record/kept_texts.hpp"

namespace nixie::impl {

struct user_text {
    std::string_view name;
    std::string_view text;
};

class field_set {
public:
    explicit field_set(int event = NIXIE_PERMANENT_FAILURE) : event_(event) {}
    // A copy has the same views: those of kept texts are good as long as the original.
    field_set(const field_set &other) { *this = other; }
    field_set &operator=(const field_set &other);
    field_set(field_set &&) = default;
    field_set &operator=(field_set &&) = default;

    int event() const { return event_; }
    void set_event(int event) { event_ = event; }

    bool has(int id) const { return fields() & bit_of(id); }
    // "" and 0 where the field is absent.
    std::string_view text(int id) const { return texts_ & bit_of(id) ? text_set(id) : std::string_view(); }
    std::int64_t number(int id) const { return numbers_ & bit_of(id) ? number_set(id) : 0; }

    // Which fields are set, which of them with a text, and which with a number.
    field_mask fields() const { return texts_ | numbers_; }
    field_mask texts() const { return texts_; }
    field_mask numbers() const { return numbers_; }
    // Of a field that is known to be in texts(), or in numbers().
    std::string_view text_set(int id) const { return text_of_[index(id)]; }
    std::int64_t number_set(int id) const { return number_of_[index(id)]; }

    // Setting a text to "" takes the field away: an empty text is a field left out.
    void set_text(int id, std::string_view text) {
        text_of_[index(id)] = text;
        text_bytes_ += text.size();
        texts_ = (texts_ & ~bit_of(id)) | (text.empty() ? 0 : bit_of(id));
        numbers_ &= ~bit_of(id);
    }
    void set_number(int id, std::int64_t number) {
        number_of_[index(id)] = number;
        numbers_ |= bit_of(id);
        texts_ &= ~bit_of(id);
    }
    void erase(int id) {
        texts_ &= ~bit_of(id);
        numbers_ &= ~bit_of(id);
    }

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
    void add_user_field(std::string_view name, std::string_view text) {
        user_fields_.push_back({name, text});
        text_bytes_ += name.size() + text.size();
    }

    // At least the bytes of all texts, the names of user fields among them, without further recipients: what was set
    // twice counts twice. For who makes room ahead.
    std::size_t text_bytes() const { return text_bytes_; }

    // A view of a text that lives as long as this field_set, or until it is cleared.
    std::string_view keep(std::string_view text) { return kept_.add().assign(text); }
    // Whether it has a text that none of the given ones is, or is a part of.
    bool keeps_texts() const { return !kept_.empty(); }
    // An empty one, to be filled before a view of it is taken.
    std::string &keep_new() { return kept_.add(); }

    // Sets many fields of an empty record at once: what they have in common is written when it goes out of scope.
    class filler {
    public:
        explicit filler(field_set &record) : record_(record) {}
        ~filler() {
            record_.texts_ = texts_;
            record_.numbers_ = numbers_;
            record_.text_bytes_ += text_bytes_;
        }
        filler(const filler &) = delete;
        filler &operator=(const filler &) = delete;

        void set_number(int id, std::int64_t number) {
            record_.number_of_[index(id)] = number;
            numbers_ |= bit_of(id);
        }
        // Not empty. False: the field has a text already, and keeps it.
        bool set_new_text(int id, std::string_view text) {
            if (texts_ & bit_of(id)) return false;
            record_.text_of_[index(id)] = text;
            text_bytes_ += text.size();
            texts_ |= bit_of(id);
            return true;
        }

    private:
        field_set &record_;
        field_mask texts_ = 0, numbers_ = 0;
        std::size_t text_bytes_ = 0;
    };

    // Empty again, with its memory kept for the next record.
    void clear() {
        event_ = NIXIE_PERMANENT_FAILURE;
        texts_ = numbers_ = 0; // which says that no value is there: they need not be wiped
        text_bytes_ = 0;
        more_recipients_.clear();
        user_fields_.clear();
        kept_.clear();
    }

private:
    static std::size_t index(int id) { return static_cast<std::size_t>(id - 1); }

    int event_;
    field_mask texts_ = 0, numbers_ = 0; // no field is in both
    std::array<std::string_view, field_count> text_of_;
    std::array<std::int64_t, field_count> number_of_{};
    std::size_t text_bytes_ = 0;
    std::vector<std::string_view> more_recipients_;
    std::vector<user_text> user_fields_;
    kept_texts kept_;
};

inline field_set &field_set::operator=(const field_set &other) {
    if (this == &other) return *this;
    event_ = other.event_;
    texts_ = other.texts_;
    numbers_ = other.numbers_;
    each_field_of(texts_, [&](int id) { text_of_[index(id)] = other.text_of_[index(id)]; }); // few of all, most often
    each_field_of(numbers_, [&](int id) { number_of_[index(id)] = other.number_of_[index(id)]; });
    text_bytes_ = other.text_bytes_;
    more_recipients_ = other.more_recipients_;
    user_fields_ = other.user_fields_;
    kept_.clear();
    return *this;
}

} // namespace nixie::impl
