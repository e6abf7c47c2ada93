// Completions of the nixie command for three shells, made from its command line. Pure.
#pragma once

#include <string>

#include "command_model.hpp"

namespace nixie::impl {

std::string bash_completion(const cli_model &model);
std::string zsh_completion(const cli_model &model);
std::string fish_completion(const cli_model &model);

// 'text' as one word for a shell: quotes in it become '\''.
std::string single_quoted(std::string_view text);

// The texts, separated by blanks.
std::string joined(const std::vector<value_word> &words);

// status= code= …: how what completed_by::fields_and_words takes begins.
std::string field_beginnings();

// Whether what follows belongs to the same word: journald:, udp://, status=.
bool is_beginning(const std::vector<value_word> &words);

} // namespace nixie::impl
