// A directory that is gone when the test ends.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace nixie::test {

class temporary_directory {
public:
    temporary_directory() {
        std::string name = std::filesystem::temp_directory_path() / "nixie_test_XXXXXX";
        if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp failed");
        path_ = name;
    }
    ~temporary_directory() {
        std::error_code ignored; // what cannot be removed is no fault of the code under test
        std::filesystem::remove_all(path_, ignored);
    }
    temporary_directory(const temporary_directory &) = delete;
    temporary_directory &operator=(const temporary_directory &) = delete;

    const std::filesystem::path &path() const { return path_; }

    // A file in it; directories on the way are made.
    std::string file(const std::string &name, const std::string &bytes) const {
        const std::filesystem::path whole = path_ / name;
        std::filesystem::create_directories(whole.parent_path());
        std::ofstream(whole, std::ios::binary) << bytes;
        return whole;
    }

private:
    std::filesystem::path path_;
};

} // namespace nixie::test
