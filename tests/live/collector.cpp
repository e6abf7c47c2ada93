#include "live/collector.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>

namespace nixie::tests {
namespace {

// From that byte to what is the end now: a file that grows while it is read has none. "" where there is no file.
std::string content_of(const std::string &path, std::size_t from = 0) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return "";
    std::string content(static_cast<std::size_t>(file.tellg()) - from, '\0');
    file.seekg(static_cast<std::streamoff>(from));
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    return content;
}

// nixie's own reports, which no sequence numbers; a text that has this in it has its quotes escaped.
bool is_report(std::string_view line) {
    return line.find(R"("STATS")") != line.npos || line.find(R"("LOSS")") != line.npos;
}

// A line without its end is still being written.
std::vector<std::string> whole_lines(const std::string &text) {
    std::vector<std::string> lines;
    std::istringstream from(text.substr(0, text.rfind('\n') + 1));
    for (std::string line; std::getline(from, line);) lines.push_back(line);
    return lines;
}

} // namespace

collector::collector(std::string name, const std::string &command, const collector_place &place)
    : process_(std::move(name)),
      command_((place.network.empty() ? "" : "nsenter --net=/run/netns/" + place.network + " ") + command),
      json_path_(place.folder + "/nixie.json"), plain_path_(place.folder + "/nixie.log") {
    for (const std::string &path : {json_path_, plain_path_}) std::filesystem::remove(path);
}

void collector::kill() {
    process_.kill();
    for (const std::string &path : {json_path_, plain_path_})
        if (std::filesystem::exists(path)) std::filesystem::resize_file(path, content_of(path).rfind('\n') + 1);
}

std::size_t collector::count_stored() {
    const std::string added = content_of(json_path_, counted_bytes_);
    const std::vector<std::string> lines = whole_lines(added);
    counted_bytes_ += added.rfind('\n') + 1; // npos + 1 is 0
    counted_ += static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), std::not_fn(is_report)));
    return counted_;
}

std::vector<stored_message> collector::stored() {
    std::vector<stored_message> messages;
    simdjson::dom::parser parser;
    for (const std::string &line : whole_lines(content_of(json_path_)))
        if (!is_report(line)) messages.push_back(read(parser.parse(line)));
    return messages;
}

std::vector<std::string> collector::plain_lines() const {
    return whole_lines(content_of(plain_path_));
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

std::string written_configuration(const std::string &documented_path, const std::string &folder) {
    const std::string path = "/run/" + std::filesystem::path(documented_path).filename().string();
    std::string text = documented_file(documented_path);
    const std::string documented_folder = "/var/log/";
    for (std::size_t at = 0; (at = text.find(documented_folder, at)) != text.npos; at += folder.size() + 1)
        text.replace(at, documented_folder.size(), folder + "/");
    std::ofstream(path) << text;
    return path;
}

} // namespace nixie::tests
