#include "live/stored.hpp"

#include <systemd/sd-journal.h>

#include <algorithm>
#include <memory>
#include <system_error>

namespace nixie::tests {
namespace {

int must(int result, const char *what) {
    if (result < 0) throw std::system_error(-result, std::generic_category(), what);
    return result;
}

using journal = std::unique_ptr<sd_journal, void (*)(sd_journal *)>;

journal open_at(const std::string &instance, const std::string &name_space) {
    sd_journal *opened = nullptr;
    must(sd_journal_open_namespace(&opened, name_space.empty() ? nullptr : name_space.c_str(), 0), "sd_journal_open");
    journal result(opened, sd_journal_close);
    must(sd_journal_set_data_threshold(opened, 0), "sd_journal_set_data_threshold"); // else cut at 64 KiB
    if (!instance.empty())
        must(sd_journal_add_match(opened, ("MAIL_INSTANCE=" + instance).c_str(), 0), "sd_journal_add_match");
    return result;
}

// NAME=value as libsystemd gives it; the value may hold any byte, = and NUL too.
stored_field split(const void *data, std::size_t size) {
    const std::string_view whole(static_cast<const char *>(data), size);
    const std::size_t equals = whole.find('=');
    return {std::string(whole.substr(0, equals)), std::string(whole.substr(equals + 1))};
}

std::string value_of(sd_journal *from, const std::string &name) {
    if (name == "__REALTIME_TIMESTAMP") {
        std::uint64_t time = 0;
        must(sd_journal_get_realtime_usec(from, &time), "sd_journal_get_realtime_usec");
        return std::to_string(time);
    }
    const void *data = nullptr;
    std::size_t size = 0;
    const int result = sd_journal_get_data(from, name.c_str(), &data, &size);
    if (result == -ENOENT) return "";
    must(result, "sd_journal_get_data");
    return split(data, size).value;
}

} // namespace

std::string stored_entry::operator[](std::string_view name) const {
    const auto has_name = [name](const stored_field &field) { return field.name == name; };
    const auto found = std::find_if(fields_.begin(), fields_.end(), has_name);
    if (found == fields_.end()) return "";
    return count(name) == 1 ? found->value : "(several " + found->name + ")";
}

std::size_t stored_entry::count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(fields_.begin(), fields_.end(),
                                                  [name](const stored_field &field) { return field.name == name; }));
}

std::vector<stored_entry> stored_entries(const std::string &instance, const std::string &name_space) {
    std::vector<stored_entry> entries;
    const journal from = open_at(instance, name_space);
    while (must(sd_journal_next(from.get()), "sd_journal_next") > 0) {
        std::vector<stored_field> fields;
        const void *data = nullptr;
        std::size_t size = 0;
        sd_journal_restart_data(from.get());
        while (must(sd_journal_enumerate_data(from.get(), &data, &size), "sd_journal_enumerate_data") > 0) {
            stored_field field = split(data, size);
            if (field.name.front() != '_') fields.push_back(std::move(field));
        }
        entries.emplace_back(std::move(fields));
    }
    return entries;
}

void each_stored(const std::string &instance, const std::vector<std::string> &names,
                 const std::function<void(const std::vector<std::string> &)> &visit) {
    const journal from = open_at(instance, "");
    std::vector<std::string> values(names.size());
    while (must(sd_journal_next(from.get()), "sd_journal_next") > 0) {
        for (std::size_t i = 0; i < names.size(); ++i) values[i] = value_of(from.get(), names[i]);
        visit(values);
    }
}

} // namespace nixie::tests
