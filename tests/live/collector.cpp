#include "live/collector.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace nixie::tests {
namespace {

const std::string json_path = "/var/log/nixie.json", plain_path = "/var/log/nixie.log"; // as documented

std::string content_of(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// A line without its end is still being written.
std::vector<std::string> whole_lines(const std::string &text) {
    std::vector<std::string> lines;
    std::istringstream from(text.substr(0, text.rfind('\n') + 1));
    for (std::string line; std::getline(from, line);) lines.push_back(line);
    return lines;
}

} // namespace

collector::collector(std::string name, std::string command) : process_(std::move(name)), command_(std::move(command)) {
    for (const std::string &path : {json_path, plain_path}) std::filesystem::remove(path);
}

std::size_t collector::count_stored() {
    std::ifstream file(json_path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(counted_bytes_));
    const std::string added{std::istreambuf_iterator<char>(file), {}};
    counted_bytes_ += added.size();
    counted_lines_ += static_cast<std::size_t>(std::count(added.begin(), added.end(), '\n'));
    return counted_lines_;
}

std::vector<stored_message> collector::stored() {
    std::vector<stored_message> messages;
    simdjson::dom::parser parser;
    for (const std::string &line : whole_lines(content_of(json_path))) messages.push_back(read(parser.parse(line)));
    return messages;
}

std::vector<std::string> collector::plain_lines() {
    return whole_lines(content_of(plain_path));
}

std::string text_of(simdjson::dom::element object, std::string_view key) {
    return std::string(std::string_view(object[key]));
}

std::map<std::string, field_map> elements_of(simdjson::dom::element object, std::string_view key) {
    std::map<std::string, field_map> elements;
    for (const auto &[id, parameters] : simdjson::dom::object(object[key]))
        for (const auto &[name, value] : simdjson::dom::object(parameters))
            elements[std::string(id)][std::string(name)] = std::string(std::string_view(value));
    return elements;
}

std::string documented_file(const std::string &path) {
    std::vector<std::string> blocks;
    bool named = false, inside = false;
    for (const std::string &line : whole_lines(content_of(NIXIE_SOURCE_DIR "/docs/collectors.md"))) {
        if (line.starts_with("```")) {
            inside = named && !inside;
            if (inside) blocks.emplace_back();
            named = false;
        } else if (inside) {
            blocks.back() += line + "\n";
        } else if (!line.empty()) {
            named = line.find("`" + path + "`") != std::string::npos;
        }
    }
    if (blocks.size() != 1) throw std::runtime_error("docs/collectors.md: not exactly one block for " + path);
    return blocks[0];
}

std::string written_configuration(const std::string &documented_path) {
    const std::string path = "/run/" + std::filesystem::path(documented_path).filename().string();
    std::ofstream(path) << documented_file(documented_path);
    return path;
}

} // namespace nixie::tests
