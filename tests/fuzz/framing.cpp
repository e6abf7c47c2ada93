#include "decode/framing.hpp"

#include <string>
#include <vector>

#include "fuzz/fuzz_input.hpp"

using namespace nixie::impl;

namespace {

constexpr std::size_t max_size = 40;

struct outcome {
    std::vector<std::string> frames;
    std::string problem;

    bool operator==(const outcome &) const = default;
};

outcome split(frame_splitter::method how, std::string_view stream, std::size_t piece) {
    frame_splitter splitter(how, max_size);
    outcome result;
    while (!stream.empty()) {
        const std::string_view bytes = stream.substr(0, piece);
        stream.remove_prefix(bytes.size());
        splitter.feed(bytes);
        while (const auto frame = splitter.next()) result.frames.emplace_back(*frame);
    }
    splitter.finish();
    if (const auto &problem = splitter.problem())
        result.problem = std::to_string(problem->offset) + ": " + problem->reason;
    return result;
}

// The frames in one stream again.
std::string joined(frame_splitter::method how, const std::vector<std::string> &frames) {
    std::string stream;
    for (const std::string &frame : frames) {
        fuzz::require(frame.size() <= max_size, "no frame is over the limit");
        if (how == frame_splitter::method::octet_counting)
            stream += std::to_string(frame.size()) + ' ' + frame;
        else
            stream += frame + '\n';
    }
    return stream;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t piece = 1 + data[0] % 50;
    const std::string_view stream = fuzz::text_of(data + 1, size - 1);
    const auto detected = frame_splitter::method::by_first_byte;
    fuzz::require(split(detected, stream, piece) == split(detected, stream, stream.size()),
                  "nor do they where the framing is found by the first byte");
    for (const auto how : {frame_splitter::method::octet_counting, frame_splitter::method::line_feed}) {
        const outcome whole = split(how, stream, stream.size());
        fuzz::require(split(how, stream, piece) == whole, "the reads that brought a stream do not matter");
        const std::string again = joined(how, whole.frames);
        fuzz::require(stream.starts_with(again), "frames are what stands in the stream");
        fuzz::require(!whole.problem.empty() || again.size() == stream.size(), "no byte is lost without a problem");
    }
    return 0;
}
