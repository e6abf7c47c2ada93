#include "queueing/frame_store.hpp"

#include <cstdlib>
#include <cstring>
#include <new>

namespace nixie::impl {

// Stands before its bytes.
struct frame_bytes::chunk {
    std::size_t used = 0;   // bytes
    std::size_t frames = 0; // that are still there
    bool is_open = true;    // its store fills it

    char *bytes() { return reinterpret_cast<char *>(this + 1); }

    static chunk *make(std::size_t size) {
        void *const memory = std::malloc(sizeof(chunk) + size);
        if (!memory) throw std::bad_alloc();
        return new (memory) chunk;
    }
};

namespace {

// What is larger has a chunk for itself, so that little of the others is left empty.
constexpr std::size_t largest_among_others = frame_store::chunk_size / 16;

} // namespace

frame_bytes::frame_bytes(chunk *from, std::string_view view) : chunk_(from), view_(view) {
    ++chunk_->frames;
}

void frame_bytes::release() noexcept {
    if (--chunk_->frames > 0) return;
    if (chunk_->is_open)
        chunk_->used = 0; // filled again from the start, while its memory is near
    else
        std::free(chunk_);
}

frame_store::~frame_store() {
    close_chunk();
}

void frame_store::close_chunk() noexcept {
    if (!open_) return;
    open_->is_open = false;
    if (open_->frames == 0) std::free(open_);
    open_ = nullptr;
}

frame_bytes frame_store::keep(std::string_view bytes) {
    const bool is_alone = bytes.size() > largest_among_others;
    if (!is_alone && (!open_ || chunk_size - open_->used < bytes.size())) {
        chunk *const next = chunk::make(chunk_size);
        close_chunk();
        open_ = next;
    }
    chunk *const place = is_alone ? chunk::make(bytes.size()) : open_;
    if (is_alone) place->is_open = false;
    char *const to = place->bytes() + place->used;
    if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
    place->used += bytes.size();
    return {place, {to, bytes.size()}};
}

} // namespace nixie::impl
