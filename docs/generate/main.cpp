// Runs during the build:
//
//     generate_docs man SOURCE OUT          a man page out of its source in docs/man
//     generate_docs bash|zsh|fish OUT       the completions for a shell
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "completions.hpp"
#include "man_page.hpp"

namespace nixie::impl {
namespace {

std::string read(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void write(const std::string &path, const std::string &text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

void run(const std::vector<std::string> &words) {
    const std::string what = words.empty() ? "" : words[0];
    if (what == "man" && words.size() == 3) return write(words[2], man_page(read(words[1])));
    if (what == "bash" && words.size() == 2) return write(words[1], bash_completion(command_model()));
    if (what == "zsh" && words.size() == 2) return write(words[1], zsh_completion(command_model()));
    if (what == "fish" && words.size() == 2) return write(words[1], fish_completion(command_model()));
    throw std::runtime_error("usage: generate_docs man SOURCE OUT, generate_docs bash|zsh|fish OUT");
}

} // namespace
} // namespace nixie::impl

int main(int argc, char **argv) {
    try {
        nixie::impl::run({argv + 1, argv + argc});
        return 0;
    } catch (const std::exception &error) {
        std::cerr << "generate_docs: " << error.what() << '\n';
        return 1;
    }
}
