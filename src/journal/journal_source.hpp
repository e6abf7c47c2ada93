// Which journal to read, and whether this process may.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace nixie::impl {

// The journal of this machine, unless one of the members names another; at most one may.
struct journal_source {
    std::string name_space{};         // journald's namespace
    std::string directory{};          // a directory of journal files
    std::vector<std::string> files{}; // journal files
};

// Why a journal cannot be read: what() is the reason, hint() what to change.
class journal_error : public std::runtime_error {
public:
    journal_error(const std::string &reason, std::string hint) : runtime_error(reason), hint_(std::move(hint)) {}
    const std::string &hint() const noexcept { return hint_; }

private:
    std::string hint_;
};

struct journal_files {
    std::size_t readable = 0;
    std::size_t forbidden = 0; // there, but closed to this user
    std::size_t unclosed = 0;  // of the readable ones: journald was killed, and has set them aside as .journal~
};

// Counts the files that a reader of this source meets. libsystemd skips those it may not open without a word, so this
// is how a reader learns that it sees only a part.
journal_files count_journal_files(const journal_source &source);

// What a user does who may not read the journal.
extern const char *const journal_permission_hint;

} // namespace nixie::impl
