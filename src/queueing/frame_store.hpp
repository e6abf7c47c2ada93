// The memory of frames: many share a chunk, side by side in the order in which they came, so that none needs an
// allocation of its own, and those that are written together lie together. A chunk is given back with its last frame.
// I/O thread only.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace nixie::impl {

// The bytes of one frame. They may outlive the store.
class frame_bytes {
public:
    frame_bytes() = default;
    frame_bytes(frame_bytes &&other) noexcept
        : chunk_(std::exchange(other.chunk_, nullptr)), view_(std::exchange(other.view_, {})) {}
    frame_bytes &operator=(frame_bytes &&other) noexcept {
        frame_bytes mine(std::move(other));
        std::swap(chunk_, mine.chunk_);
        std::swap(view_, mine.view_);
        return *this;
    }
    ~frame_bytes() {
        if (chunk_) release();
    }

    std::string_view view() const { return view_; }
    operator std::string_view() const { return view_; }
    std::size_t size() const { return view_.size(); }

private:
    friend class frame_store;
    struct chunk;
    frame_bytes(chunk *from, std::string_view view);
    void release() noexcept;

    chunk *chunk_ = nullptr;
    std::string_view view_;
};

class frame_store {
public:
    static constexpr std::size_t chunk_size = std::size_t{64} << 10;

    frame_store() = default;
    frame_store(frame_store &&) = delete;
    ~frame_store();

    // A copy of the bytes, behind those that were kept last where there is room. Throws std::bad_alloc.
    frame_bytes keep(std::string_view bytes);

private:
    using chunk = frame_bytes::chunk;
    void close_chunk() noexcept;

    chunk *open_ = nullptr; // the one that is being filled
};

} // namespace nixie::impl
