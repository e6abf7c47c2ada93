// nixie_options: what a logger is opened with, in the C API.
#include <new>

#include "api/cancellation.hpp"
#include "api/options_handle.hpp"
#include "api/text_out.hpp"
#include "config/config_sources.hpp"

namespace impl = nixie::impl;

namespace {

// Runs one change of the options and turns its outcome, an exception included, into a code and a text.
template <class Change>
int change(const nixie_options *options, char *why, std::size_t why_size, Change apply) {
    impl::put_text(why, why_size, "");
    if (!options) {
        impl::put_text(why, why_size, "options: NULL; make them with nixie_options_new()");
        return NIXIE_E_CONFIG;
    }
    try {
        const auto result = apply();
        const auto *wrong = std::get_if<impl::config_error>(&result);
        if (!wrong) return NIXIE_OK;
        impl::put_text(why, why_size, wrong->text);
        return NIXIE_E_CONFIG;
    } catch (const std::exception &) {
        impl::put_text(why, why_size, nixie_error_text(NIXIE_E_MEMORY));
        return NIXIE_E_MEMORY;
    }
}

// The options that were read take the place of those that were there, unless anything is wrong in them.
std::variant<std::monostate, impl::config_error> take(nixie_options &options, impl::sourced_options read,
                                                      std::size_t why_size) {
    if (!read.problems.empty()) return impl::config_error{first_of(read, why_size > 0 ? why_size - 1 : 0)};
    options.options = std::move(read.options);
    return {};
}

} // namespace

nixie_options *nixie_options_new(void) noexcept {
    try {
        return new nixie_options;
    } catch (const std::exception &) {
        return nullptr;
    }
}

void nixie_options_free(nixie_options *options) noexcept {
    delete options;
}

int nixie_options_set(nixie_options *options, const char *name, const char *value, char *why,
                      std::size_t why_size) noexcept {
    return change(options, why, why_size,
                  [&] { return impl::set_option(options->options, name ? name : "", value ? value : ""); });
}

int nixie_options_add_target(nixie_options *options, const char *uri, char *why, std::size_t why_size) noexcept {
    return change(options, why, why_size, [&]() -> std::variant<std::monostate, impl::config_error> {
        auto target = impl::parse_target(uri ? uri : "");
        if (auto *wrong = std::get_if<impl::config_error>(&target)) return std::move(*wrong);
        options->options.targets.push_back(std::get<impl::target_options>(std::move(target)));
        return {};
    });
}

int nixie_options_read_file(nixie_options *options, const char *path, char *why, std::size_t why_size) noexcept {
    const impl::no_cancellation guard; // open(2) and read(2) are cancellation points
    return change(options, why, why_size,
                  [&] { return take(*options, impl::read_config_file(path ? path : "", options->options), why_size); });
}

int nixie_options_read_environment(nixie_options *options, char *why, std::size_t why_size) noexcept {
    const impl::no_cancellation guard;
    return change(options, why, why_size,
                  [&] { return take(*options, impl::read_environment(options->options), why_size); });
}
